using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Shows the versions of a registered model.</summary>
sealed class ModelsShowCommand : ToolCommand
{
    readonly Argument<string> _name = new("NAME") { Description = "The name of a registered model." };
    readonly Option<string> _store = ToolOptions.Store();

    internal ModelsShowCommand()
        : base("show", "Show the versions of a registered model.", "cambium models show mortgages")
    {
        Arguments.Add(_name);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var model = tracker.FindModel(invocation.Value(_name));
        invocation.Terminal.Line($"[bold]{model.Name}[/], registered {Figure.Moment(model.Created)} UTC");
        var table = Plain.Table();
        table.AddColumn(Plain.Right("version")).AddColumn(Plain.Left("aliases")).AddColumn(Plain.LeftUnbroken("made (UTC)")).AddColumn(Plain.Left("run")).AddColumn(Plain.Left("learner"));
        foreach (var version in model.Versions)
        {
            var run = tracker.RunOf(version);
            Plain.AddRow(table, Figure.Count(version.Version), string.Join(", ", version.Aliases), Figure.Moment(version.Created), run is null ? "-" : RunView.ShortId(run), run?.Name ?? "-");
        }

        invocation.Terminal.Show(table);
        invocation.Terminal.Document(model);
        return Task.FromResult(ExitStatus.Done);
    }
}
