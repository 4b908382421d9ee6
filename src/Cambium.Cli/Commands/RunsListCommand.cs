using System.CommandLine;
using Cambium.Data;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Lists the runs of a store.</summary>
sealed class RunsListCommand : ToolCommand
{
    const int MetricsShown = 3;
    const int RoomForTimes = 100;

    /// <summary>The figures that tell most about a run, the first first.</summary>
    static readonly string[] Main = ["roc_auc", "log_loss", "accuracy", "rmse", "r2", "mae", "cv/roc_auc_mean", "cv/log_loss_mean", "cv/rmse_mean", "cv/r2_mean"];

    readonly Option<string?> _experiment = new("--experiment") { HelpName = "NAME", Description = "Only the runs of this experiment. Default: all." };
    readonly Option<int> _limit = NumberOption.Whole("--limit", "N", 20, 1, 100_000, "The most runs to list. Default: 20.");
    readonly Option<string> _store = ToolOptions.Store();

    internal RunsListCommand()
        : base("list", "List tracked runs, the newest first.", "cambium runs list", "cambium runs list --experiment mortgages --json")
    {
        Options.Add(_experiment);
        Options.Add(_limit);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var experiments = Chosen(tracker.Experiments(), invocation.Value(_experiment));
        var names = experiments.ToDictionary(experiment => experiment.Id, experiment => experiment.Name);
        var all = experiments.SelectMany(experiment => tracker.Runs(experiment.Id)).OrderByDescending(run => run.Started).ToArray();
        var runs = all.Take(invocation.Value(_limit)).ToArray();
        Show(invocation.Terminal, runs, names);
        if (runs.Length < all.Length)
        {
            invocation.Terminal.Line($"  {Figure.Count(all.Length - runs.Length)} more; show them with --limit {all.Length}.");
        }

        invocation.Terminal.Document(new { Store = tracker.Place, Total = all.Length, Runs = runs.Select(run => RunView.Document(run, names[run.ExperimentId])) });
        return Task.FromResult(ExitStatus.Done);
    }

    static IReadOnlyList<Experiment> Chosen(IReadOnlyList<Experiment> experiments, string? name)
    {
        if (name is null)
        {
            return experiments;
        }

        var chosen = experiments.Where(experiment => experiment.Name == name).ToArray();
        return chosen.Length > 0
            ? chosen
            : throw CommandException.Failed(
                $"There is no experiment '{name}'.{NearestName.Suggestion(name, experiments.Select(experiment => experiment.Name))} " +
                $"The experiments are: {string.Join(", ", experiments.Select(experiment => experiment.Name))}.");
    }

    static void Show(Terminal terminal, RunInfo[] runs, Dictionary<long, string> experiments)
    {
        if (runs.Length == 0)
        {
            terminal.Line($"No runs yet. Make one with 'cambium train DATA --target COL'.");
            return;
        }

        var metrics = Main.Where(name => runs.Any(run => run.Metrics.ContainsKey(name))).Take(terminal.Width < RoomForTimes ? 1 : MetricsShown).ToArray();
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken("run")).AddColumn(Plain.Left("experiment")).AddColumn(Plain.Left("name")).AddColumn(Plain.Left("status"));
        if (terminal.Width >= RoomForTimes)
        {
            table.AddColumn(Plain.Left("started (UTC)")).AddColumn(Plain.Right("took"));
        }

        foreach (var metric in metrics)
        {
            table.AddColumn(Plain.Right(metric));
        }

        foreach (var run in runs)
        {
            List<string> cells = [RunView.ShortId(run), experiments[run.ExperimentId], run.Name, RunView.Status(run)];
            if (terminal.Width >= RoomForTimes)
            {
                cells.AddRange([Figure.Moment(run.Started), RunView.Duration(run)]);
            }

            cells.AddRange(metrics.Select(metric => run.Metrics.TryGetValue(metric, out var value) ? Figure.Score(value) : ""));
            Plain.AddRow(table, cells);
        }

        terminal.Show(table);
    }
}
