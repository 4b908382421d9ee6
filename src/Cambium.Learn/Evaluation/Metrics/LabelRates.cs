using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Scores of one label from the weights of rows that have it, are called so, and both.</summary>
static class LabelRates
{
    internal static Func<double, double, double, double> Precision(double whenUndefined) => (_, called, hits) => called == 0 ? whenUndefined : hits / called;

    internal static Func<double, double, double, double> Recall(double whenUndefined) => (truth, _, hits) => truth == 0 ? whenUndefined : hits / truth;

    /// <summary>(1 + β²) hits / (β² truth + called).</summary>
    internal static Func<double, double, double, double> F(double beta, double whenUndefined)
    {
        var square = Check.AtLeast(beta, 0.0, nameof(beta)) * beta;
        return (truth, called, hits) =>
        {
            var below = (square * truth) + called;
            return below == 0 ? whenUndefined : (1 + square) * hits / below;
        };
    }

    internal static Func<double, double, double, double> Jaccard(double whenUndefined) =>
        (truth, called, hits) => truth + called - hits == 0 ? whenUndefined : hits / (truth + called - hits);
}
