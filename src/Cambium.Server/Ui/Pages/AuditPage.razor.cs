using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Who did what, the newest first; and, when asked, whether the log is as it was written.</summary>
public partial class AuditPage
{
    const int PerPage = 100;
    const long MillisecondsOfDay = 24 * 60 * 60 * 1000;

    IReadOnlyList<AuditEntry> _entries = [];
    AuditVerdict? _verdict;
    string _who = "";
    string _what = "";
    string _from = "";
    string _until = "";
    string? _problem;
    long? _before;
    bool _hasMore;

    bool IsFiltered => _who.Length + _what.Length + _from.Length + _until.Length > 0 || _before is not null;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _who = Query["who"].ToString().Trim();
        _what = Query["what"].ToString().Trim();
        _from = Query["from"].ToString().Trim();
        _until = Query["until"].ToString().Trim();
        _before = long.TryParse(Query["before"], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : null;
        try
        {
            var query = new AuditQuery { Who = _who, What = _what, From = DayOf(_from), Until = DayOf(_until) + MillisecondsOfDay, Before = _before };
            var entries = People.Audit.Find(query, PerPage + 1);
            _hasMore = entries.Count > PerPage;
            _entries = [.. entries.Take(PerPage)];
            _verdict = Query.ContainsKey("check") ? People.Audit.Verify() : null;
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.InvalidParameterValue)
        {
            _problem = e.Message;
        }
    }

    static long? DayOf(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day)
            ? new DateTimeOffset(day).ToUnixTimeMilliseconds()
            : throw new TrackingException($"'{text}' is no day. Give one as year-month-day, such as 2026-11-22; days are those of UTC.");
    }

    static string BadgeOf(AuditEntry entry) => entry.Outcome switch
    {
        AuditDraft.Done => "status-finished",
        AuditDraft.Begun => "",
        _ => "status-failed",
    };

    static string Count(long number) => number == 1 ? "1 entry" : string.Create(CultureInfo.InvariantCulture, $"{number:N0} entries");

    string UrlOf(long? before, bool isChecked = false)
    {
        (string Name, string Value)[] parts =
        [
            ("who", _who), ("what", _what), ("from", _from), ("until", _until), ("before", before?.ToString(CultureInfo.InvariantCulture) ?? ""), ("check", isChecked ? "1" : ""),
        ];
        var query = string.Join('&', parts.Where(part => part.Value.Length > 0).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"));
        return query.Length == 0 ? "/audit" : $"/audit?{query}";
    }
}
