using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Grants on what the caller manages: which there are, giving and taking them.</summary>
public partial class GrantsPage
{
    const int PerPage = 100;

    IReadOnlyList<GrantRecord> _rows = [];
    string _user = "";
    string _subject = "";
    int _page = 1;
    bool _hasMore;

    bool IsAdmin => Callers.Get().Rights.IsAdmin;

    bool IsFiltered => _user.Length + _subject.Length > 0;

    /// <summary>Where a form goes, so that the same is shown again afterwards.</summary>
    string Here => UrlOf(_page);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _user = Query["user"].ToString().Trim();
        _subject = Query["subject"].ToString().Trim();
        _page = int.TryParse(Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 1_000_000) : 1;
        var rights = Callers.Get().Rights;
        var rows = People.Grants.All()
            .Where(grant => (grant.IsModel ? rights.OnModel(grant.SubjectId) : rights.OnExperiment(grant.SubjectId)) >= Role.Manager)
            .Where(grant => grant.User.Contains(_user, StringComparison.OrdinalIgnoreCase) && grant.Subject.Contains(_subject, StringComparison.OrdinalIgnoreCase))
            .Skip((_page - 1) * PerPage)
            .Take(PerPage + 1)
            .ToList();
        _hasMore = rows.Count > PerPage;
        _rows = rows[..Math.Min(rows.Count, PerPage)];
    }

    static string Kind(GrantRecord grant) => grant.IsModel ? "model" : "experiment";

    static string Subject(GrantRecord grant) => grant.IsModel ? grant.Subject : string.Create(CultureInfo.InvariantCulture, $"#{grant.SubjectId}");

    static string Link(GrantRecord grant) => grant.IsModel
        ? $"/models/{Uri.EscapeDataString(grant.Subject)}"
        : string.Create(CultureInfo.InvariantCulture, $"/experiments/{grant.SubjectId}");

    string UrlOf(int page)
    {
        string[] parts =
        [
            .. _user.Length > 0 ? [$"user={Uri.EscapeDataString(_user)}"] : Array.Empty<string>(),
            .. _subject.Length > 0 ? [$"subject={Uri.EscapeDataString(_subject)}"] : Array.Empty<string>(),
            .. page > 1 ? [string.Create(CultureInfo.InvariantCulture, $"page={page}")] : Array.Empty<string>(),
        ];
        return parts.Length == 0 ? "/grants" : $"/grants?{string.Join('&', parts)}";
    }
}
