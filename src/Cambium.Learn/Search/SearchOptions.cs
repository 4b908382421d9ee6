using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to search.</summary>
public sealed record SearchOptions
{
    /// <summary>The most settings to draw. Default 50. Range [1, 1,000,000]. A scheduler repeats the best of them with more rows, which does not count here.</summary>
    public int Trials { get; init => field = Check.InRange(value, 1, 1_000_000); } = 50;

    /// <summary>The most time to take; trials under way at its end are dropped. Null, the default: as long as the trials take. With it, what is found depends on the machine.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What draws the settings. The TPE sampler unless set.</summary>
    public Sampler Sampler { get; init; } = new TpeSampler();

    /// <summary>What spends less on settings that do badly. Null, the default: every trial gets all.</summary>
    public Scheduler? Scheduler { get; init; }

    /// <summary>The figures of the reports that count, the first the one that trials are ranked by; more than one only with the NSGA-II sampler. Default none, which means the reports' first, "roc_auc" or "rmse".</summary>
    public EquatableArray<string> Metrics { get; init; }

    /// <summary>Trials run side by side; 0, the default, means one per processor. Trials and the best of them are the same at any number, unless a budget ends the search.</summary>
    /// <remarks>Range [0, 1,000].</remarks>
    public int Workers { get; init => field = Check.InRange(value, 0, 1000); }

    /// <summary>The seed of what is drawn. Default 0. Any whole number.</summary>
    public long Seed { get; init; }

    /// <summary>How trials are cross-validated. Five folds unless set. Its progress is not used, and its cancellation is the search's.</summary>
    public CrossValidationOptions Validation { get; init; } = new();

    /// <summary>Trials of an earlier search of the same space, table and options that did not come to its end: they are taken over rather than made again. Default none.</summary>
    public IEnumerable<Trial> Earlier { get; init; } = [];

    /// <summary>Told of each trial when it begins, after each fold and when it ends; one call at a time, from any thread. Null: nobody. Trials that are dropped never end.</summary>
    public IProgress<Trial>? Progress { get; init; }

    /// <summary>The clock of budget and durations.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Ends the search early; what is done is kept.</summary>
    public CancellationToken CancellationToken { get; init; }
}
