using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Pairs of number columns, and a number made of each.</summary>
static class ColumnPairs
{
    /// <summary>Each on the left with each other one on the right.</summary>
    internal static (string Left, string Right)[] Ordered(EquatableArray<Field> left, EquatableArray<Field> right) =>
        [.. left.SelectMany(a => right.Where(b => b.Name != a.Name).Select(b => (a.Name, b.Name)))];

    /// <summary>The same less pairs that came before the other way round.</summary>
    internal static (string Left, string Right)[] Unordered(EquatableArray<Field> left, EquatableArray<Field> right)
    {
        var seen = new HashSet<(string, string)>();
        return [.. Ordered(left, right).Where(pair => !seen.Contains((pair.Right, pair.Left)) && seen.Add(pair))];
    }

    /// <summary>The rows with a column a pair.</summary>
    internal static Table Apply(Table rows, IEnumerable<Field> fields, (string Left, string Right)[] pairs, Func<(string, string), string> nameOf, Func<double, double, double> compute)
    {
        var fitting = ColumnFit.Fit(rows, fields.DistinctBy(field => field.Name));
        return MadeColumns.With(fitting, pairs.Select(pair =>
        {
            var (left, right) = (ColumnFit.Numbers(fitting[pair.Left]), ColumnFit.Numbers(fitting[pair.Right]));
            return MadeColumns.Computed(nameOf(pair), fitting.RowCount, row => compute(left.Span[row], right.Span[row]));
        }));
    }
}
