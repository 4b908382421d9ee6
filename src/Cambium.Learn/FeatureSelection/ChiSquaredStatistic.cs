using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How far counts by class stand from those that independence would give.</summary>
static class ChiSquaredStatistic
{
    /// <summary>Σ (observed − expected)² / expected; NaN where there is nothing to count.</summary>
    internal static double Of(Column column, SelectionTarget target)
    {
        var k = target.Classes.Count;
        var (levels, codes) = Coded(column);
        return levels > 0 ? OfLevels(codes, levels, target, k) : OfCounts(ColumnFit.Numbers(column).Span, target, k);
    }

    /// <summary>How many levels rows have, a missing one among them; 0 where the column holds counts.</summary>
    internal static int Levels(Column column) => Coded(column) is (> 0, var codes) ? codes.Distinct().Count() : 0;

    static (int Levels, int[] Codes) Coded(Column column) => column switch
    {
        CategoryColumn category => (category.Levels.Count + 1, Array.ConvertAll(category.Codes.ToArray(), code => code + 1)),
        Column<bool> truths => (2, Array.ConvertAll(truths.Values.ToArray(), truth => truth ? 1 : 0)),
        _ => (0, []),
    };

    static double OfCounts(ReadOnlySpan<double> counts, SelectionTarget target, int k)
    {
        var observed = new double[k];
        var rows = new double[k];
        var sum = 0.0;
        for (var row = 0; row < counts.Length; row++)
        {
            observed[target.Codes[row]] += counts[row];
            rows[target.Codes[row]]++;
            sum += counts[row];
        }

        var statistic = 0.0;
        for (var code = 0; code < k; code++)
        {
            var expected = sum * rows[code] / counts.Length;
            statistic += (observed[code] - expected) * (observed[code] - expected) / expected;
        }

        return statistic;
    }

    static double OfLevels(int[] levelOf, int levels, SelectionTarget target, int k)
    {
        var observed = new double[levels * k];
        var ofLevel = new double[levels];
        var ofClass = new double[k];
        for (var row = 0; row < levelOf.Length; row++)
        {
            observed[(levelOf[row] * k) + target.Codes[row]]++;
            ofLevel[levelOf[row]]++;
            ofClass[target.Codes[row]]++;
        }

        var statistic = 0.0;
        for (var cell = 0; cell < observed.Length; cell++)
        {
            var expected = ofLevel[cell / k] * ofClass[cell % k] / levelOf.Length;
            if (expected > 0)
            {
                statistic += (observed[cell] - expected) * (observed[cell] - expected) / expected;
            }
        }

        return statistic;
    }
}
