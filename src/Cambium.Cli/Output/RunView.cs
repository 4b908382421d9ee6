using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Runs in words.</summary>
static class RunView
{
    /// <summary>The part of an id that is enough to name it.</summary>
    internal static string ShortId(RunInfo run) => run.Id[..8];

    /// <summary>How it stands; "unfinished" where the process that ran it is gone.</summary>
    internal static string Status(RunInfo run) => run.IsStale ? "unfinished" : run.Status.ToString().ToLowerInvariant();

    /// <summary>How long it took, or "-" where that is not known.</summary>
    internal static string Duration(RunInfo run) => run.Ended is { } ended ? Figure.Duration(ended - run.Started) : "-";

    /// <summary>A table that a run read: a version of a dataset as NAME@VERSION.</summary>
    internal static string Dataset(RunDataset dataset) => dataset.Version is { } version ? $"{dataset.Name}@{version}" : dataset.Name;

    /// <summary>The run for a program.</summary>
    internal static object Document(RunInfo run, string experiment) => new
    {
        run.Id,
        Experiment = experiment,
        run.Name,
        Status = Status(run),
        run.Started,
        run.Ended,
        run.Parameters,
        run.Metrics,
        run.Tags,
        run.Datasets,
    };
}
