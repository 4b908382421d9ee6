using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Users: who they are, what they may do, adding and disabling them.</summary>
public partial class UsersPage
{
    IReadOnlyList<UserRecord> _users = [];

    /// <inheritdoc/>
    protected override void OnInitialized() => _users = People.Users.List();

    static string Act(UserRecord user, string act) => $"/users/{Uri.EscapeDataString(user.Name)}/{act}";
}
