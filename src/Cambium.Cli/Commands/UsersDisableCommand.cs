using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Locks a user out.</summary>
sealed class UsersDisableCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.User();
    readonly Option<bool> _undo = new("--undo") { Description = "Let the user in again." };
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersDisableCommand()
        : base("disable", "Lock a user out, at once and everywhere.", "cambium users disable ann", "cambium users disable ann --undo")
    {
        Arguments.Add(_name);
        Options.Add(_undo);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var (users, name, undo) = (PeopleArgument.Of(tracker).Users, invocation.Value(_name), invocation.Value(_undo));
        if (undo)
        {
            users.Enable(PeopleArgument.Actor, name);
        }
        else
        {
            users.Disable(PeopleArgument.Actor, name);
        }

        invocation.Terminal.Line($"{name} is {(undo ? "let in again" : "locked out: passwords and sessions count no more. Tokens are revoked one by one")}.");
        invocation.Terminal.Document(new { Name = name, Disabled = !undo });
        return Task.FromResult(ExitStatus.Done);
    }
}
