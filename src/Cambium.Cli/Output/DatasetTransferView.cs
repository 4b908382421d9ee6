using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Copies datasets between stores, and says what went.</summary>
static class DatasetTransferView
{
    /// <summary>The datasets that are asked for, all where none is.</summary>
    /// <exception cref="CommandException">One of them is not there, or there are none at all.</exception>
    internal static IReadOnlyList<string> Names(DatasetStore source, string[] asked)
    {
        var known = source.Names();
        if (known.Count == 0)
        {
            throw CommandException.Failed($"There are no datasets in {source.Place}.");
        }

        return asked.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw CommandException.Failed($"There is no dataset '{unknown}' in {source.Place}.{Data.NearestName.Suggestion(unknown, known)} It has: {string.Join(", ", known)}.")
            : asked.Length == 0 ? known : [.. asked.Distinct()];
    }

    /// <summary>Copies them one after another. What was copied before one that fails stays.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="source">The store that has them.</param>
    /// <param name="target">The store that gets them.</param>
    /// <param name="names">The datasets.</param>
    /// <param name="doing">What is being done, such as "sending".</param>
    /// <param name="done">What was done, such as "sent".</param>
    internal static void Run(Invocation invocation, DatasetStore source, DatasetStore target, IReadOnlyList<string> names, string doing, string done)
    {
        var terminal = invocation.Terminal;
        var results = new List<(string Name, DatasetTransfer Went)>();
        foreach (var name in names)
        {
            results.Add((name, Watch.OverShare(
                terminal,
                $"{doing} {name}",
                report => source.CopyTo(target, name, new ShareReport(report), invocation.CancellationToken),
                went => $"{Figure.Count(went.Chunks, "chunk")}, {Figure.Bytes(went.Bytes)}")));
        }

        foreach (var (name, went) in results)
        {
            terminal.Line(went.Versions.Count == 0
                ? $"[bold]{name}[/]: {target.Place} has all of it already."
                : (FormattableString)$"[bold]{name}[/]: {done} {string.Join(", ", went.Versions.Select(number => $"{name}@{number}"))}; now in {target.Place}");
        }

        terminal.Document(new
        {
            From = source.Place,
            To = target.Place,
            Datasets = results.Select(result => new { result.Name, result.Went.Versions, result.Went.Chunks, result.Went.Bytes }),
        });
    }
}
