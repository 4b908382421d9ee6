using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Shows all that is known of one run.</summary>
sealed class RunsShowCommand : ToolCommand
{
    readonly Argument<string> _id = new("RUN") { Description = "The id of a run, or its first characters (at least 4)." };
    readonly Option<string> _store = ToolOptions.Store();

    internal RunsShowCommand()
        : base("show", "Show one run: parameters, figures, tags, data, files.", "cambium runs show 3f2a91c0")
    {
        Arguments.Add(_id);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        var terminal = invocation.Terminal;
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var run = tracker.FindRun(invocation.Value(_id));
        var experiment = tracker.Experiments().First(experiment => experiment.Id == run.ExperimentId).Name;
        var artifacts = tracker.Artifacts(run.Id);
        terminal.Line($"[bold]{run.Name}[/]  {run.Id}");
        terminal.Line($"  experiment '{experiment}', {RunView.Status(run)}, started {Figure.Moment(run.Started)} UTC, took {RunView.Duration(run)}");
        Section(terminal, "figure", Figures(run.Metrics));
        Section(terminal, "parameter", run.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        Section(terminal, "tag", run.Tags.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)));
        Section(terminal, "data", run.Datasets.Select(dataset => (RunView.Dataset(dataset), $"{dataset.Digest}{(dataset.Context.Length > 0 ? $"  {dataset.Context}" : "")}")));
        Section(terminal, "file", artifacts.Select(file => (file.Path, $"{Figure.Count(file.Size)} bytes")));
        terminal.Document(new { Run = RunView.Document(run, experiment), Artifacts = artifacts });
        return Task.FromResult(ExitStatus.Done);
    }

    /// <summary>The figures by name; those of a cross-validation as "mean ± standard deviation", without the last fold's.</summary>
    static IEnumerable<(string Name, string Value)> Figures(IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var bare = name.EndsWith("_mean", StringComparison.Ordinal) ? name[..^"_mean".Length] : name;
            if (bare != name && metrics.TryGetValue($"{bare}_sd", out var spread))
            {
                yield return (bare, $"{Figure.Of(value)} ± {Figure.Of(spread)}");
            }
            else if (!metrics.ContainsKey($"{name}_mean") && !(name.EndsWith("_sd", StringComparison.Ordinal) && metrics.ContainsKey($"{name[..^"_sd".Length]}_mean")))
            {
                yield return (name, Figure.Of(value));
            }
        }
    }

    static void Section(Terminal terminal, string heading, IEnumerable<(string Name, string Value)> rows)
    {
        var items = rows.ToArray();
        if (items.Length == 0)
        {
            return;
        }

        var table = Plain.Table();
        table.AddColumn(Plain.Left(heading)).AddColumn(Plain.Left(""));
        foreach (var (name, value) in items)
        {
            Plain.AddRow(table, name, value);
        }

        terminal.Show(table);
    }
}
