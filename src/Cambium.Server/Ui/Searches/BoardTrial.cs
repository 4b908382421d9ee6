using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A trial of a search, or another run nested in a run, as the page of its parent shows it.</summary>
sealed record BoardTrial
{
    /// <summary>From 1, in the order in which trials were begun.</summary>
    internal required int Number { get; init; }

    /// <summary>What the table calls it.</summary>
    internal required string Name { get; init; }

    /// <summary>Its run; null where the store has none any more.</summary>
    internal string? RunId { get; init; }

    /// <summary>"complete", "pruned", "failed", "running" or "unfinished".</summary>
    internal required string State { get; init; }

    /// <summary>Its figures, in the order of the board's metrics; NaN where it has none.</summary>
    internal required IReadOnlyList<double> Scores { get; init; }

    /// <summary>The 95 % interval of the first figure; null where none was logged.</summary>
    internal Interval? Interval { get; init; }

    /// <summary>How long it took; NaN where that is not known.</summary>
    internal double Seconds { get; init; } = double.NaN;

    /// <summary>The share of rows, folds or a setting that it was given.</summary>
    internal double Resource { get; init; } = 1;

    /// <summary>The trial that had the same settings with less of the resource; 0: none had.</summary>
    internal int Repeats { get; init; }

    /// <summary>Its settings by name.</summary>
    internal required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    internal string? Error { get; init; }

    /// <summary>Whether it went to its end with a figure.</summary>
    internal bool IsComplete => State == "complete" && double.IsFinite(Scores[0]);

    /// <summary>The badge of its state.</summary>
    internal string Badge => State switch
    {
        "complete" => "status-finished",
        "running" => "status-running",
        "failed" => "status-failed",
        _ => "status-unfinished",
    };

    /// <summary>The state of a run, by its tag where it has one.</summary>
    internal static string StateOf(RunInfo run) => RunDisplay.Status(run) switch
    {
        "running" or "scheduled" => "running",
        "unfinished" => "unfinished",
        "finished" => run.Tags.GetValueOrDefault("trial.status") is "pruned" ? "pruned" : "complete",
        _ => "failed",
    };
}
