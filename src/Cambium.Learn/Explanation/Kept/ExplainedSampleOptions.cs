using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How much of an explanation to keep.</summary>
public sealed record ExplainedSampleOptions
{
    /// <summary>Most rows that are kept with their values. Default 200. Range [1, 200].</summary>
    public int Rows { get; init => field = Check.InRange(value, 1, ExplainedSample.MostRows); } = ExplainedSample.MostRows;

    /// <summary>Most columns, those that count most; the others are added up. Default 50. Range [1, 50].</summary>
    public int Columns { get; init => field = Check.InRange(value, 1, ExplainedSample.MostColumns); } = ExplainedSample.MostColumns;

    /// <summary>Most classes of a model that tells more than two apart, those that it names most often. Default 5. Range [1, 5].</summary>
    public int Classes { get; init => field = Check.InRange(value, 1, ExplainedSample.MostOutputs); } = ExplainedSample.MostOutputs;

    /// <summary>Most rows that mean magnitudes are over. Where there is no exact method, 100 at most. Default 1000. Range [1, 100000].</summary>
    public int UsedRows { get; init => field = Check.InRange(value, 1, 100_000); } = 1000;

    /// <summary>Rows that stand for "not known", for models that need some. Null, the default: 100 of the rows, or 25 where there is no exact method.</summary>
    public Table? Background { get; init; }

    /// <summary>The seed that rows and coalitions are drawn with. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told as rows are done. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Steps of interaction values in all, leaves × the cube of the features on the way to them: some seconds.</summary>
    internal double MostPairWork { get; init; } = 1e9;

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }
}
