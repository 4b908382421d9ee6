namespace Cambium.Learn;

/// <summary>Values of a column in order, for what is told of their places.</summary>
static class Ordered
{
    /// <summary>The values that are there, ascending.</summary>
    /// <exception cref="Data.TableException">One is infinite.</exception>
    internal static double[] Finite(Data.Column column)
    {
        var values = Array.FindAll(ColumnFit.Numbers(column).ToArray(), value => !double.IsNaN(value));
        Array.Sort(values);
        return values.Length == 0 || (double.IsFinite(values[0]) && double.IsFinite(values[^1]))
            ? values
            : throw new Data.TableException($"Column '{column.Name}' holds infinite values; correct or drop them.") { Column = column.Name };
    }

    /// <summary>The quantile of values in order, linear between neighbours.</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = Math.Min((int)place, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var (step, part) = (sorted[above] - sorted[below], place - below);

        // From the nearer end, so that both ends are met exactly.
        return part < 0.5 ? sorted[below] + (step * part) : sorted[above] - (step * (1 - part));
    }
}
