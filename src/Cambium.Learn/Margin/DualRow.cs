using System.Runtime.CompilerServices;

namespace Cambium.Learn;

/// <summary>What dual coordinate descent keeps of a row, side by side, for rows come in random order.</summary>
struct DualRow
{
    /// <summary>The dual variable: α of a class, β of a regressor.</summary>
    internal double Alpha;

    /// <summary>1 over the second derivative along it.</summary>
    internal double Step;

    /// <summary>The bound on it; infinite for squared losses.</summary>
    internal double Upper;

    /// <summary>What a squared loss adds to the second derivative, 1 / (2 C).</summary>
    internal double Diagonal;

    /// <summary>1 or −1 for classes, else the number to predict.</summary>
    internal double Target;

    /// <summary>Prepares every row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static DualRow[] Of<TRows>(TRows rows, double[] targets, DualSettings settings)
        where TRows : struct, IMarginRows
    {
        var w = new double[rows.FeatureCount];
        var state = new DualRow[rows.Count];
        for (var row = 0; row < state.Length; row++)
        {
            // A row onto a vector of zeros is the row itself.
            rows.AddTo(w, row, 1);
            var squared = rows.Dot(row, w) + (settings.InterceptScale * settings.InterceptScale);
            rows.AddTo(w, row, -1);
            var diagonal = settings.Loss == MarginLoss.Squared ? 0.5 / settings.Costs[row] : 0;
            state[row] = new DualRow
            {
                Step = 1 / (squared + diagonal),
                Upper = settings.Loss == MarginLoss.Squared ? double.PositiveInfinity : settings.Costs[row],
                Diagonal = diagonal,
                Target = targets[row],
            };
        }

        return state;
    }

    /// <summary>The rows that count, in their order.</summary>
    internal static int[] Counting(double[] costs) => [.. Enumerable.Range(0, costs.Length).Where(row => costs[row] > 0)];
}
