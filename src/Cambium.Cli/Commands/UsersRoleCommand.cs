using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Gives a user another role on all that no grant speaks of.</summary>
sealed class UsersRoleCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.User();
    readonly Argument<string> _role = new("ROLE") { Description = "The role: none, viewer, editor, manager; or admin, who may everything." };
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersRoleCommand()
        : base("role", "Give a user another role on all that no grant speaks of.", "cambium users role ann editor")
    {
        Arguments.Add(_name);
        Arguments.Add(_role);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var (name, role) = (invocation.Value(_name), RoleNames.Parse(invocation.Value(_role)));
        PeopleArgument.Of(tracker).Users.SetRole(PeopleArgument.Actor, name, role);
        invocation.Terminal.Line($"{name} is {RoleNames.Text(role)} now.");
        invocation.Terminal.Document(new { Name = name, Role = RoleNames.Text(role) });
        return Task.FromResult(ExitStatus.Done);
    }
}
