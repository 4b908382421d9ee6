using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Spends less on settings that do badly: stops trials, or gives first a part of the rows, folds or trees, and all of them only to the best.</summary>
public abstract record Scheduler
{
    /// <summary>The resource of rows.</summary>
    internal const string OfRows = "rows";

    /// <summary>The resource of folds.</summary>
    internal const string OfFolds = "folds";

    private protected Scheduler()
    {
    }

    /// <summary>
    /// What trials are given a share of: "rows", the default, which are drawn by the seed; "folds"; or a setting of whole numbers, such as "trees", of whose value in the recipe they get the share.
    /// Median pruning ignores it: it always looks at folds.
    /// </summary>
    public string Resource { get; init => field = Check.NotBlank(value); } = OfRows;

    /// <summary>Begins to plan.</summary>
    /// <param name="draws">The most settings to draw.</param>
    internal abstract ISchedulerRun Start(int draws);

    /// <summary>The share of a rung: the last has all.</summary>
    internal static double Share(int rung, int rungs, int reduction) => Math.Pow(reduction, rung - rungs + 1);
}
