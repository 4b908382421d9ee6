using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Lists service tokens.</summary>
sealed class TokensListCommand : ToolCommand
{
    readonly Option<string> _store = ToolOptions.Store();

    internal TokensListCommand()
        : base("list", "List tokens: what they open, when they were used, when they end.", "cambium tokens list") =>
        Options.Add(_store);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var store = PeopleArgument.Of(tracker).Tokens;
        var tokens = store.List().Select(token => (Token: token, Scope: store.Scope(token.Id))).ToArray();
        if (tokens.Length == 0)
        {
            invocation.Terminal.Line($"No tokens yet. Make one with 'cambium tokens create NAME'.");
        }
        else
        {
            var table = Plain.Table();
            table.AddColumn(Plain.Left("token")).AddColumn(Plain.Left("role")).AddColumn(Plain.Left("opens")).AddColumn(Plain.Left("state"));
            table.AddColumn(Plain.Left("ends (UTC)")).AddColumn(Plain.Left("last used (UTC)"));
            foreach (var (token, scope) in tokens)
            {
                var opens = !token.IsScoped ? "everything" : scope.Count == 0 ? "nothing any more" : string.Join(", ", scope);
                var used = token.LastUsed is { } last ? PeopleArgument.Moment(last) : "never";
                Plain.AddRow(table, token.Name, RoleNames.Text(token.Role), opens, StateOf(token), PeopleArgument.Moment(token.Expires), used);
            }

            invocation.Terminal.Show(table);
        }

        invocation.Terminal.Document(new
        {
            Store = tracker.Place,
            Tokens = tokens.Select(row => new
            {
                row.Token.Name,
                Role = RoleNames.Text(row.Token.Role),
                row.Token.IsScoped,
                row.Scope,
                State = StateOf(row.Token),
                row.Token.CreatedBy,
                Expires = DateTimeOffset.FromUnixTimeMilliseconds(row.Token.Expires),
                LastUsed = row.Token.LastUsed is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : (DateTimeOffset?)null,
            }),
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static string StateOf(TokenRecord token) =>
        token.Revoked is not null ? "revoked" : token.IsValid(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()) ? "valid" : "expired";
}
