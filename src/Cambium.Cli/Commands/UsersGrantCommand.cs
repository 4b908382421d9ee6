using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Gives a user a role on one experiment or registered model.</summary>
sealed class UsersGrantCommand : ToolCommand
{
    /// <summary>Takes a grant away.</summary>
    const string Standard = "default";

    readonly Argument<string> _name = PeopleArgument.User();
    readonly Argument<string> _role = new("ROLE") { Description = $"The role there: none, viewer, editor, manager; or {Standard}, which takes the grant away." };
    readonly Option<string?> _experiment = new("--experiment") { HelpName = "NAME", Description = "The experiment, by name or number." };
    readonly Option<string?> _model = new("--model") { HelpName = "NAME", Description = "The registered model." };
    readonly Option<string> _store = ToolOptions.Store();

    internal UsersGrantCommand()
        : base(
            "grant",
            "Give a user a role on one experiment or model, in place of the role on all.",
            "cambium users grant ann manager --experiment churn",
            "cambium users grant ann default --model fraud")
    {
        Arguments.Add(_name);
        Arguments.Add(_role);
        Options.Add(_experiment);
        Options.Add(_model);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var (experiment, model, text) = (invocation.Value(_experiment), invocation.Value(_model), invocation.Value(_role));
        if (experiment is null == model is null)
        {
            throw CommandException.Misuse("A grant is on one experiment or one model: name it with --experiment NAME or --model NAME.");
        }

        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var grants = PeopleArgument.Of(tracker).Grants;
        Role? role = text.Equals(Standard, StringComparison.OrdinalIgnoreCase) ? null : RoleNames.Parse(text);
        var user = PeopleArgument.Of(tracker).Users.Get(invocation.Value(_name));
        if (experiment is not null)
        {
            grants.SetOnExperiment(PeopleArgument.Actor, user.Name, PeopleArgument.ExperimentOf(tracker, experiment), role);
        }
        else
        {
            grants.SetOnModel(PeopleArgument.Actor, user.Name, model!, role); // one of the two was named
        }

        var subject = experiment is null ? $"model {model}" : $"experiment {experiment}";
        invocation.Terminal.Line($"{user.Name} is {RoleNames.Text(role ?? user.ShownRole)} of {subject}{(role is null ? ", as of all else" : "")}.");
        invocation.Terminal.Document(new { user.Name, Experiment = experiment, Model = model, Role = role is { } given ? RoleNames.Text(given) : Standard });
        return Task.FromResult(ExitStatus.Done);
    }
}
