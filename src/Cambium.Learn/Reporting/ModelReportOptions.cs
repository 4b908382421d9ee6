using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What a model report tells beyond what model and rows say themselves.</summary>
public sealed record ModelReportOptions
{
    /// <summary>How people call the model. Default: the kind of its learner.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the model is for and for whom, in the words of who made it. Default none: the report says that nobody wrote it down.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>The profile of the rows that the model learned from, which tells the ranges that it knows. Default none.</summary>
    public Profile? Training { get; init; }

    /// <summary>Where the model comes from, as names and texts: run, dataset, date. Default none.</summary>
    public EquatableArray<KeyValuePair<string, string>> Origin { get; init; } = [];

    /// <summary>Whether the rows are among those that the model learned from, so that every figure flatters it. Default false.</summary>
    public bool IsLearnedFrom { get; init; }

    /// <summary>Columns whose groups are compared, each by itself. Default none.</summary>
    public EquatableArray<string> Groups { get; init; } = [];

    /// <summary>The most rows that single cases and importances are computed from; more are sampled. Default 10000. Range [100, 1000000].</summary>
    public int SampledRows { get; init => field = Check.InRange(value, 100, 1_000_000); } = 10_000;

    /// <summary>The seed of samples and shuffles. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as parts of the report are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
