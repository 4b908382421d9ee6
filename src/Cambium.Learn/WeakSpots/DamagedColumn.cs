using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// A column with values that are noisy, missing or of other rows. One stream of random numbers serves all levels, so that a higher one does the same and more.
/// </summary>
static class DamagedColumn
{
    /// <summary>Whether a damage can be done to a column.</summary>
    internal static bool CanBe(Damage damage, Column column) => damage == Damage.Noise ? Deviation(column) > 0 : column is not SparseColumn;

    /// <summary>The damaged column.</summary>
    internal static Column Of(Column column, Damage damage, double level, RandomStream random) => damage switch
    {
        Damage.Noise => Noisy(column, level * Deviation(column), random),
        Damage.Missing => Without(column, Drawn(column.Length, level, random)),
        _ => Swapped(column, level, random),
    };

    /// <summary>The standard deviation of the finite numbers of a column; 0 where it holds none.</summary>
    static double Deviation(Column column)
    {
        if (column is not (Column<double> or Column<long>))
        {
            return 0;
        }

        double[] values = [.. Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).Select(row => SliceColumn.Number(column, row)).Where(double.IsFinite)];
        if (values.Length < 2)
        {
            return 0;
        }

        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        return double.IsFinite(variance) ? Math.Sqrt(variance) : 0;
    }

    static Column Noisy(Column column, double deviation, RandomStream random)
    {
        var noise = new double[column.Length];
        foreach (ref var value in noise.AsSpan())
        {
            value = deviation * random.NextGaussian();
        }

        return column is Column<long> whole
            ? new Column<long>(column.Name, Array.ConvertAll(Enumerable.Range(0, noise.Length).ToArray(), row => whole.IsMissing(row) ? 0 : (long)Math.Round(whole.Values[row] + noise[row])), column.Validity)
            : new Column<double>(column.Name, Array.ConvertAll(Enumerable.Range(0, noise.Length).ToArray(), row => ((Column<double>)column).Values[row] + noise[row]), column.Validity);
    }

    static Column Swapped(Column column, double share, RandomStream random)
    {
        var rows = new int[column.Length];
        for (var row = 0; row < rows.Length; row++)
        {
            var (chance, other) = (random.NextDouble(), random.NextInt(rows.Length));
            rows[row] = chance < share ? other : row;
        }

        return column.Take(rows);
    }

    static bool[] Drawn(int rows, double share, RandomStream random)
    {
        var drawn = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            drawn[row] = random.NextDouble() < share;
        }

        return drawn;
    }

    static Column Without(Column column, bool[] isGone)
    {
        var left = Validity.FromRows(column.Length, row => !isGone[row] && !column.IsMissing(row));
        return column switch
        {
            Column<double> numbers => new Column<double>(column.Name, Array.ConvertAll(Rows(), row => left[row] ? numbers.Values[row] : double.NaN), left),
            Column<long> numbers => new Column<long>(column.Name, Array.ConvertAll(Rows(), row => left[row] ? numbers.Values[row] : 0), left),
            Column<bool> truths => new Column<bool>(column.Name, Array.ConvertAll(Rows(), row => left[row] && truths.Values[row]), left),
            Column<DateTime> moments => new Column<DateTime>(column.Name, Array.ConvertAll(Rows(), row => left[row] ? moments.Values[row] : default), left),
            CategoryColumn levels => new CategoryColumn(column.Name, Array.ConvertAll(Rows(), row => left[row] ? levels.Codes[row] : CategoryColumn.MissingCode), levels.Levels),
            _ => TextColumn.FromValues(column.Name, Array.ConvertAll(Rows(), row => left[row] ? column.Format(row) : null)),
        };

        int[] Rows() => [.. Enumerable.Range(0, column.Length)];
    }
}
