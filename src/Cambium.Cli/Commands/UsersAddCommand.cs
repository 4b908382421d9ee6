using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Adds a user.</summary>
sealed class UsersAddCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.User();
    readonly Option<string> _role = new("--role")
    {
        HelpName = "ROLE",
        Description = "Role on all that no grant speaks of: none, viewer, editor, manager; or admin. Default: viewer. The first user is an admin.",
        DefaultValueFactory = _ => "viewer",
    };

    readonly Option<bool> _create = new("--create") { Description = "Make the store where there is none: for the first user, before the server starts for others." };
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersAddCommand()
        : base(
            "add",
            "Add a user. The password is typed, or the first line of standard input.",
            "cambium users add ann --role admin",
            "cambium users add ann --role admin --create --store /var/lib/cambium",
            "cambium users add ci-team --role editor < password.txt")
    {
        Arguments.Add(_name);
        Options.Add(_role);
        Options.Add(_create);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var name = PersonNames.Check(invocation.Value(_name));
        var role = RoleNames.Parse(invocation.Value(_role)!); // has a default

        var store = invocation.Value(_store)!; // has a default
        var isNew = invocation.Value(_create) && !TrackingStore.Exists(store);
        if (isNew && role != Role.Admin)
        {
            throw NotAdmin(name);
        }

        using var tracker = isNew ? Tracker.Open(store) : StoreArgument.OpenExisting(store, "add --create to make one there");
        var people = PeopleArgument.Of(tracker);
        var isFirst = !people.Users.HasUsers();
        if (isFirst && role != Role.Admin)
        {
            throw NotAdmin(name);
        }

        var user = people.Users.Add(PeopleArgument.Actor, name, PasswordPrompt.Read(name, invocation.CancellationToken), role);
        invocation.Terminal.Line($"[bold]{user.Name}[/] is {RoleNames.Text(user.ShownRole)} in {tracker.Place}.");
        if (isFirst)
        {
            invocation.Terminal.Line($"From now on everybody signs in, at this machine too; and 'cambium server --host 0.0.0.0' may listen for others.");
        }

        invocation.Terminal.Document(new { Store = tracker.Place, user.Name, Role = RoleNames.Text(user.ShownRole) });
        return Task.FromResult(ExitStatus.Done);
    }

    static CommandException NotAdmin(string name) => CommandException.Misuse($"'{name}' would be the first user, who lets in all others: add --role admin.");
}
