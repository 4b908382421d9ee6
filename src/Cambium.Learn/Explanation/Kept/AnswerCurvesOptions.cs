using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How many curves to keep.</summary>
public sealed record AnswerCurvesOptions
{
    /// <summary>Most rows that are averaged over. Default 500. Range [1, 10000].</summary>
    public int UsedRows { get; init => field = Check.InRange(value, 1, 10_000); } = 500;

    /// <summary>Most rows whose own curves are kept. Default 50. Range [1, 50].</summary>
    public int Rows { get; init => field = Check.InRange(value, 1, AnswerCurves.MostRows); } = AnswerCurves.MostRows;

    /// <summary>Most values of a column that are tried, at quantiles, and most intervals of effects. Categories of more levels are left out. Default 20. Range [2, 50].</summary>
    public int Values { get; init => field = Check.InRange(value, 2, AnswerCurves.MostValues); } = 20;

    /// <summary>The classes to tell of. Empty, the default: the second of two; of more at least one must be named. Only for classifiers.</summary>
    public EquatableArray<string> Classes { get; init; } = [];

    /// <summary>The seed that rows are drawn with. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as columns are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
