using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How to compute partial dependence and individual curves.</summary>
public sealed record DependenceOptions : AnswerOptions
{
    /// <summary>Most values of a number or moment that are tried; a column of no more distinct values, a truth and a category are tried at each. Default 50. Range [2, 10000].</summary>
    public int GridSize { get; init => field = Check.InRange(value, 2, 10_000); } = 50;

    /// <summary>Where these values stand. Default quantiles.</summary>
    public GridSpacing Spacing { get; init => field = Check.Defined(value); }

    /// <summary>The share of the rows that lie beyond each end of the grid, so that single extreme values do not stretch it. Default 0.05. Range [0, 0.49].</summary>
    public double Tail { get; init => field = Check.InRange(value, 0, 0.49); } = 0.05;
}
