using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Ends a service token.</summary>
sealed class TokensRevokeCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.Token();
    readonly Option<string> _store = ToolOptions.Store();

    internal TokensRevokeCommand()
        : base("revoke", "End a token at once, also on running servers.", "cambium tokens revoke nightly")
    {
        Arguments.Add(_name);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var name = invocation.Value(_name);
        PeopleArgument.Of(tracker).Tokens.Revoke(PeopleArgument.Actor, name);
        invocation.Terminal.Line($"The token {name} opens nothing any more.");
        invocation.Terminal.Document(new { Name = name, Revoked = true });
        return Task.FromResult(ExitStatus.Done);
    }
}
