using System.Runtime.InteropServices;

namespace Cambium.Data;

/// <summary>Computes the aggregates of one table and its groups; what two of them need is computed once.</summary>
sealed class Aggregation(Table table, Groups groups, int maxThreads)
{
    readonly GroupRows _rows = new(groups, maxThreads);
    readonly Dictionary<string, GroupSums> _sums = [];
    readonly Dictionary<string, double[]> _squares = [];
    readonly Dictionary<string, long[]> _counts = [];
    readonly Dictionary<string, Column> _computed = [];

    /// <summary>A column with a value for each group.</summary>
    internal Column ColumnOf(Aggregate aggregate)
    {
        if (aggregate.Of is null)
        {
            return Column.Of(aggregate.Name, CountsOf());
        }

        var column = SourceOf(aggregate.Of);
        switch (aggregate.Kind)
        {
            case AggregateKind.Count:
                return Column.Of(aggregate.Name, (long[])CountsOf(column).Clone());
            case AggregateKind.CountDistinct:
                return Column.Of(aggregate.Name, Distinct(column));
            case AggregateKind.First:
            case AggregateKind.Last:
                return RowGather.Of(column, Edges(column, aggregate.Kind == AggregateKind.First), hasNoRows: true, maxThreads).Rename(aggregate.Name);
            case AggregateKind.Min:
            case AggregateKind.Max:
                return column is TextColumn text
                    ? RowGather.Of(text, TextExtremes.RowsOf(text, groups, aggregate.Kind == AggregateKind.Max), hasNoRows: true, maxThreads).Rename(aggregate.Name)
                    : GroupExtremes.Of(column, groups, _rows, () => CountsOf(column), aggregate.Kind == AggregateKind.Max, aggregate.Name);
            case AggregateKind.Sum:
                return SumsOf(column, aggregate.Kind).Column(aggregate.Name, column, groups, table);
            default:
                return Column.Of(aggregate.Name, Numbers(column, aggregate));
        }
    }

    /// <summary>The column of the table, or one that is computed once and called as the expression reads.</summary>
    Column SourceOf(Expression expression)
    {
        if (expression is ColumnExpression { Name: var name })
        {
            return table[name];
        }

        var text = expression.ToString();
        if (!_computed.TryGetValue(text, out var column))
        {
            // What is found once is kept by the column's name, which therefore no other may have.
            var own = text;
            while (table.Contains(own))
            {
                own += " ";
            }

            _computed.Add(text, column = Evaluation.ColumnOf(table, own, expression, maxThreads));
        }

        return column;
    }

    double[] Numbers(Column column, Aggregate aggregate)
    {
        var sums = SumsOf(column, aggregate.Kind);
        var result = new double[groups.Count];
        if (aggregate.Kind == AggregateKind.Quantile)
        {
            Quantiles(column, aggregate.Share, result);
            return result;
        }

        for (var group = 0; group < result.Length; group++)
        {
            result[group] = sums.Count[group] == 0 ? double.NaN : sums.Total(group) / sums.Count[group];
        }

        if (aggregate.Kind == AggregateKind.Mean)
        {
            return result;
        }

        ref var squares = ref CollectionsMarshal.GetValueRefOrAddDefault(_squares, column.Name, out _);
        squares ??= GroupSums.Squares(column, result, groups, _rows);
        for (var group = 0; group < result.Length; group++)
        {
            var variance = sums.Count[group] < 2 ? double.NaN : squares[group] / (sums.Count[group] - 1);
            result[group] = aggregate.Kind == AggregateKind.StdDev ? Math.Sqrt(variance) : variance;
        }

        return result;
    }

    GroupSums SumsOf(Column column, AggregateKind kind)
    {
        if (column.Type is not (ColumnType.Float64 or ColumnType.Int64 or ColumnType.Boolean))
        {
            throw new ArgumentException($"{kind} takes numbers, but column '{column.Name}' is of type {column.Type}.");
        }

        ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, column.Name, out _);
        return sums ??= GroupSums.Of(column, groups, _rows);
    }

    /// <summary>Of each group the values that are not missing.</summary>
    long[] CountsOf(Column column)
    {
        if (column is Column<double>)
        {
            return SumsOf(column, AggregateKind.Count).Count;
        }

        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, column.Name, out _);
        return counts ??= column.Validity.AllValid ? CountsOf() : GroupSums.Counts(column, groups, _rows);
    }

    long[] CountsOf()
    {
        var pieces = new long[_rows.Pieces][];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            pieces[piece] = new long[groups.Count];
        }

        var ids = _rows.Ids;
        _rows.For((piece, start, end) =>
        {
            var counts = pieces[piece];
            foreach (var id in ids.AsSpan(start, end - start))
            {
                counts[id]++;
            }
        });
        return Added(pieces);
    }

    /// <summary>The sums over pieces, in their order.</summary>
    internal static long[] Added(long[][] pieces)
    {
        for (var piece = 1; piece < pieces.Length; piece++)
        {
            for (var group = 0; group < pieces[0].Length; group++)
            {
                pieces[0][group] += pieces[piece][group];
            }
        }

        return pieces[0];
    }

    long[] Distinct(Column column)
    {
        var values = Groups.Of([column], table.RowCount, maxThreads);
        var result = new long[groups.Count];
        _rows.ForGroups((group, rows) =>
        {
            var seen = new List<int>(rows.Length);
            foreach (var row in rows.Span)
            {
                if (!IsMissing(column, row))
                {
                    seen.Add(values.Ids[row]);
                }
            }

            seen.Sort();
            for (var i = 0; i < seen.Count; i++)
            {
                result[group] += i == 0 || seen[i] != seen[i - 1] ? 1 : 0;
            }
        });
        return result;
    }

    void Quantiles(Column column, double share, double[] result) =>
        _rows.ForGroups((group, rows) =>
        {
            var values = new double[rows.Length];
            var count = 0;
            foreach (var row in rows.Span)
            {
                if (!IsMissing(column, row))
                {
                    values[count++] = GroupSums.NumberOf(column, row);
                }
            }

            Array.Sort(values, 0, count);
            result[group] = QuantileOf(values.AsSpan(0, count), share);
        });

    static double QuantileOf(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var part = place - below;
        var (low, high) = (sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)]);
        return part == 0 || low.Equals(high) ? low : low + (part * (high - low));
    }

    /// <summary>The first or last row of each group that holds a value, or no row.</summary>
    int[] Edges(Column column, bool first)
    {
        var result = new int[groups.Count];
        result.AsSpan().Fill(RowGather.NoRow);
        var (ids, n) = (groups.Ids, table.RowCount);
        for (var i = 0; i < n; i++)
        {
            var row = first ? i : n - 1 - i;
            if (result[ids[row]] == RowGather.NoRow && !IsMissing(column, row))
            {
                result[ids[row]] = row;
            }
        }

        return result;
    }

    static bool IsMissing(Column column, int row) => column is Column<double> numbers ? double.IsNaN(numbers.Values[row]) : !column.Validity[row];
}
