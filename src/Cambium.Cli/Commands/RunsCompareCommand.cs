using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Shows runs side by side: what differs in their settings, and their figures.</summary>
sealed class RunsCompareCommand : ToolCommand
{
    readonly Argument<string[]> _ids = new("RUN")
    {
        Description = "The ids of two or more runs, or their first characters.",
        Arity = new ArgumentArity(2, 20),
    };

    readonly Option<bool> _all = new("--all") { Description = "Show equal parameters too." };
    readonly Option<string> _store = ToolOptions.Store();

    internal RunsCompareCommand()
        : base("compare", "Show runs side by side: figures, and the parameters that differ.", "cambium runs compare 3f2a91c0 77be02d4")
    {
        Arguments.Add(_ids);
        Options.Add(_all);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var runs = invocation.Value(_ids).Select(tracker.FindRun).ToArray();
        var metrics = Names(runs, run => run.Metrics.Keys);
        var parameters = Names(runs, run => run.Parameters.Keys);
        var differing = parameters.Where(name => runs.Select(run => run.Parameters.GetValueOrDefault(name)).Distinct().Count() > 1).ToArray();
        var shown = invocation.Value(_all) ? parameters : differing;
        var table = Plain.Table();
        table.AddColumn(Plain.Left(""));
        foreach (var run in runs)
        {
            table.AddColumn(Plain.Right(RunView.ShortId(run)));
        }

        Plain.AddRow(table, runs.Select(run => run.Name).Prepend("name"));
        Plain.AddRow(table, runs.Select(RunView.Status).Prepend("status"));
        foreach (var name in metrics)
        {
            Plain.AddRow(table, runs.Select(run => run.Metrics.TryGetValue(name, out var value) ? Figure.Of(value) : "").Prepend(name));
        }

        foreach (var name in shown)
        {
            Plain.AddRow(table, runs.Select(run => run.Parameters.GetValueOrDefault(name, "")).Prepend(name));
        }

        invocation.Terminal.Show(table);
        if (!invocation.Value(_all) && differing.Length < parameters.Length)
        {
            invocation.Terminal.Line($"  {parameters.Length - differing.Length} parameters are equal; show them with --all.");
        }

        invocation.Terminal.Document(new
        {
            Runs = runs.Select(run => RunView.Document(run, tracker.Experiments().First(experiment => experiment.Id == run.ExperimentId).Name)),
            DifferingParameters = differing,
        });
        return Task.FromResult(ExitStatus.Done);
    }

    static string[] Names(RunInfo[] runs, Func<RunInfo, IEnumerable<string>> of) => [.. runs.SelectMany(of).Distinct().Order(StringComparer.Ordinal)];
}
