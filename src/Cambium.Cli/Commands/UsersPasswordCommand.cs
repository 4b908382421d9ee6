using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Gives a user another password.</summary>
sealed class UsersPasswordCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.User();
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersPasswordCommand()
        : base("password", "Give a user another password. It is typed, or the first line of standard input.", "cambium users password ann", "cambium users password ann < password.txt")
    {
        Arguments.Add(_name);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var users = PeopleArgument.Of(tracker).Users;
        var name = users.Get(invocation.Value(_name)).Name;
        users.SetPassword(PeopleArgument.Actor, name, PasswordPrompt.Read(name, invocation.CancellationToken));
        invocation.Terminal.Line($"The password of {name} is changed, and {name} is signed out everywhere.");
        invocation.Terminal.Document(new { Name = name });
        return Task.FromResult(ExitStatus.Done);
    }
}
