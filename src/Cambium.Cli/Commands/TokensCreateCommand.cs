using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Makes a service token.</summary>
sealed class TokensCreateCommand : ToolCommand
{
    readonly Argument<string> _name = PeopleArgument.Token();
    readonly Option<string> _role = new("--role") { HelpName = "ROLE", Description = "What it may do: viewer, editor, manager or admin. Default: editor.", DefaultValueFactory = _ => "editor" };
    readonly Option<int> _days = NumberOption.Whole("--days", "N", 90, 1, NewToken.LongestLifetime.Days, "Days until it ends. Default: 90.");
    readonly Option<string[]> _experiments = new("--experiment") { HelpName = "NAME", Description = "Only this experiment, by name or number; may be given several times. Default: all." };
    readonly Option<string[]> _models = new("--model") { HelpName = "NAME", Description = "Only this registered model; may be given several times. Default: all." };
    readonly Option<string> _store = ToolOptions.Store();

    internal TokensCreateCommand()
        : base(
            "create",
            "Make a token for a program, shown this once.",
            "cambium tokens create nightly --experiment churn --days 30",
            "cambium tokens create dashboard --role viewer --json")
    {
        Arguments.Add(_name);
        Options.Add(_role);
        Options.Add(_days);
        Options.Add(_experiments);
        Options.Add(_models);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var people = PeopleArgument.Of(tracker);
        var issued = people.Tokens.Create(
            PeopleArgument.Actor,
            new NewToken(invocation.Value(_name), RoleNames.Parse(invocation.Value(_role)!), TimeSpan.FromDays(invocation.Value(_days))) // have defaults
            {
                Experiments = [.. (invocation.Value(_experiments) ?? []).Select(text => PeopleArgument.ExperimentOf(tracker, text))],
                Models = invocation.Value(_models) ?? [],
            });
        invocation.Terminal.Line($"[bold]{issued.Token.Name}[/] is {RoleNames.Text(issued.Token.Role)} until {PeopleArgument.Moment(issued.Token.Expires)} UTC. The token is shown this once:");
        invocation.Terminal.Line();
        invocation.Terminal.Unwrapped($"  export MLFLOW_TRACKING_TOKEN={issued.Secret}");
        invocation.Terminal.Line();
        if (!people.Users.HasUsers())
        {
            invocation.Terminal.Line($"There are no users yet, so the server asks nobody for anything. Add the first with 'cambium users add NAME --role admin'.");
        }

        invocation.Terminal.Document(new
        {
            issued.Token.Name,
            Role = RoleNames.Text(issued.Token.Role),
            Token = issued.Secret,
            Expires = DateTimeOffset.FromUnixTimeMilliseconds(issued.Token.Expires),
            Scope = people.Tokens.Scope(issued.Token.Id),
        });
        return Task.FromResult(ExitStatus.Done);
    }
}
