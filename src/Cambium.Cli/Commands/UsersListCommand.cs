using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Lists users and what they may do.</summary>
sealed class UsersListCommand : ToolCommand
{
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersListCommand()
        : base("list", "List users, their roles and grants.", "cambium users list") =>
        Options.Add(_store);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var people = PeopleArgument.Of(tracker);
        var users = people.Users.List().Select(user => (User: user, Grants: people.Grants.Of(user.Name))).ToArray();
        if (users.Length == 0)
        {
            invocation.Terminal.Line($"No users yet: whoever is at this machine may do everything. Add the first with 'cambium users add NAME --role admin'.");
        }
        else
        {
            var table = Plain.Table();
            table.AddColumn(Plain.Left("user")).AddColumn(Plain.Left("role")).AddColumn(Plain.Left("state")).AddColumn(Plain.Left("since (UTC)")).AddColumn(Plain.Left("grants"));
            foreach (var (user, grants) in users)
            {
                var texts = grants.Select(grant => $"{RoleNames.Text(grant.Role)} of {(grant.IsModel ? "model" : "experiment")} {grant.Subject}");
                Plain.AddRow(table, user.Name, RoleNames.Text(user.ShownRole), user.Disabled is null ? "active" : "disabled", PeopleArgument.Moment(user.Created), string.Join(", ", texts));
            }

            invocation.Terminal.Show(table);
        }

        invocation.Terminal.Document(new
        {
            Store = tracker.Place,
            Users = users.Select(row => new
            {
                row.User.Name,
                Role = RoleNames.Text(row.User.ShownRole),
                Disabled = row.User.Disabled is not null,
                Created = DateTimeOffset.FromUnixTimeMilliseconds(row.User.Created),
                Grants = row.Grants.Select(grant => new { Kind = grant.IsModel ? "model" : "experiment", Name = grant.Subject, Role = RoleNames.Text(grant.Role) }),
            }),
        });
        return Task.FromResult(ExitStatus.Done);
    }
}
