using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The last rows of each group in order, as a step remembers them for the rows to come, and the past of each row that it is given. Immutable.</summary>
sealed class RowHistory
{
    readonly Field _order;
    readonly EquatableArray<Field> _by;
    readonly EquatableArray<Field> _fields;
    readonly EquatableArray<string> _keys;
    readonly Dictionary<string, int> _groupOf;

    // The remembered rows of group g are those from _ends[g - 1] to _ends[g], the earliest first; their values lie column by column.
    readonly int[] _ends;
    readonly long[] _times;
    readonly double[] _values;

    RowHistory(Field order, EquatableArray<Field> by, EquatableArray<Field> fields, EquatableArray<string> keys, int[] ends, long[] times, double[] values)
    {
        (_order, _by, _fields, _keys, _ends, _times, _values) = (order, by, fields, keys, ends, times, values);
        _groupOf = keys.Select((key, group) => (key, group)).ToDictionary(pair => pair.key, pair => pair.group);
    }

    /// <summary>The columns whose past is told.</summary>
    internal EquatableArray<Field> Fields => _fields;

    /// <summary>Remembers the last <paramref name="depth"/> rows of each group.</summary>
    /// <exception cref="ArgumentException">No column of order is named, or a column is not there.</exception>
    /// <exception cref="TableException">Columns are of types that do not do.</exception>
    internal static RowHistory Of(Table features, string order, ColumnSelection by, ColumnSelection chosen, int depth)
    {
        if (string.IsNullOrEmpty(order))
        {
            throw new ArgumentException("Order is blank; name the column of numbers or moments that tells which row comes after which.", nameof(order));
        }

        if (!IsOrder(features[order].Type))
        {
            throw new TableException($"Order '{order}' holds {features[order].Type} values, expected numbers or moments.") { Column = order };
        }

        var keys = by.IsOpen ? [] : StepColumns.Of(features, by, column => MadeColumns.IsKey(column.Type), "keys, such as categories");
        var fields = MadeColumns.Numbers(features, chosen.IsOpen ? chosen.Except([order, .. keys.Select(key => key.Name)]) : chosen);
        var none = new RowHistory(StepColumns.FieldOf(features[order]), keys.Select(StepColumns.FieldOf).ToEquatableArray(), fields, [], [], [], []);
        return none.Remember(features, depth);
    }

    /// <summary>The given rows in order within their groups, with those that are remembered before them.</summary>
    /// <param name="rows">The rows as the step learned them.</param>
    /// <param name="visit">Receives each row's number, and for each column the values of the rows before it, the latest last.</param>
    /// <exception cref="TableException">A row has no place in the order.</exception>
    internal void ForEach(Table rows, PastVisitor visit)
    {
        var times = Times(rows);
        var numbers = _fields.Select(field => ColumnFit.Numbers(rows[field.Name])).ToArray();
        foreach (var group in Grouped(rows, times))
        {
            var remembered = _groupOf.TryGetValue(group.Key, out var known) ? Before(known, times[group.Rows[0]]) : 0..0;
            var before = remembered.End.Value - remembered.Start.Value;
            for (var field = 0; field < numbers.Length; field++)
            {
                var past = new double[before + group.Rows.Length];
                _values.AsSpan(field * _times.Length, _times.Length)[remembered].CopyTo(past);
                for (var place = 0; place < group.Rows.Length; place++)
                {
                    visit(group.Rows[place], field, past.AsSpan(0, before + place));
                    past[before + place] = numbers[field].Span[group.Rows[place]];
                }
            }
        }
    }

    /// <summary>The columns that the step reads.</summary>
    internal IEnumerable<Field> Read() => _by.Concat(_fields).Append(_order).DistinctBy(field => field.Name);

    internal void Write(ModelWriter writer)
    {
        writer.Value("order", new Schema([_order]));
        writer.Value("by", new Schema(_by));
        writer.Value("columns", new Schema(_fields));
        writer.Value("keys", _keys);
        writer.Array("ends", _ends);
        writer.Array("times", _times);
        writer.Array("values", _values);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ModelFormatException">The parts do not fit each other.</exception>
    internal static RowHistory Read(ModelReader reader)
    {
        var order = MadeColumns.Read(reader, "order", IsOrder);
        var by = MadeColumns.Read(reader, "by", MadeColumns.IsKey);
        var fields = MadeColumns.Read(reader, "columns", MadeColumns.IsNumber);
        var keys = reader.Value<EquatableArray<string>>("keys");
        var ends = reader.Array<int>("ends", keys.Count);
        var times = reader.Array<long>("times");
        var ascend = ends.Prepend(0).Zip(ends, (start, end) => end >= start && end <= times.Length).All(fits => fits) && times.Length == (ends.Length == 0 ? 0 : ends[^1]);
        if (order.Count != 1 || keys.Any(key => key is null) || keys.Distinct().Count() != keys.Count || !ascend ||
            ends.Prepend(0).Zip(ends).Any(run => times[run.First..run.Second].AsSpan().ContainsDescent()) || (long)fields.Count * times.Length > Array.MaxLength)
        {
            throw new ModelFormatException($"model.json and weights.safetensors: the remembered rows of a step are not in order, group by group. {MadeColumns.Advice}");
        }

        return new RowHistory(order[0], by, fields, keys, ends, times, reader.Array<double>("values", fields.Count * times.Length));
    }

    RowHistory Remember(Table features, int depth)
    {
        var times = Times(features);
        var groups = Grouped(features, times).Select(group => (group.Key, Rows: group.Rows[Math.Max(0, group.Rows.Length - depth)..])).ToArray();
        var rows = groups.SelectMany(group => group.Rows).ToArray();
        var ends = new int[groups.Length];
        for (var group = 0; group < ends.Length; group++)
        {
            ends[group] = (group == 0 ? 0 : ends[group - 1]) + groups[group].Rows.Length;
        }

        var values = _fields.SelectMany(field =>
        {
            var numbers = ColumnFit.Numbers(features[field.Name]);
            return rows.Select(row => numbers.Span[row]);
        });
        return new RowHistory(_order, _by, _fields, groups.Select(group => group.Key).ToEquatableArray(), ends, [.. rows.Select(row => times[row])], [.. values]);
    }

    /// <summary>The rows of each group in order, those of one time in the order of the table; rows without a key are a group of their own.</summary>
    (string Key, int[] Rows)[] Grouped(Table rows, long[] times)
    {
        var keys = GroupValues.Keys(rows, _by.Select(field => field.Name));

        // A key that is there begins with another sign.
        return [.. Enumerable.Range(0, rows.RowCount).GroupBy(row => keys[row] is { } key ? $"={key}" : "").OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.OrderBy(row => times[row]).ToArray()))];
    }

    Range Before(int group, long time)
    {
        var start = group == 0 ? 0 : _ends[group - 1];
        var end = start;
        while (end < _ends[group] && _times[end] < time)
        {
            end++;
        }

        return start..end;
    }

    // Numbers as whole ones in the same order: bits of negative numbers run the other way.
    long[] Times(Table rows)
    {
        var column = rows[_order.Name];
        var lacking = column.MissingCount == 0 ? -1 : Enumerable.Range(0, column.Length).First(row => !column.Validity[row]);
        if (lacking >= 0)
        {
            throw new TableException($"Column '{column.Name}', row {lacking}: the value is missing, but it tells which row comes after which. Fill it, or drop the row.") { Column = column.Name };
        }

        if (column is Column<DateTime> moments)
        {
            return Array.ConvertAll(moments.Values.ToArray(), moment => moment.Ticks);
        }

        return Array.ConvertAll(ColumnFit.Numbers(column).ToArray(), number =>
        {
            var bits = BitConverter.DoubleToInt64Bits(number == 0 ? 0 : number);
            return bits ^ ((bits >> 63) & long.MaxValue);
        });
    }

    static bool IsOrder(ColumnType type) => MadeColumns.IsNumber(type) || type == ColumnType.DateTime;

    /// <summary>Is told of the past of a row.</summary>
    /// <param name="row">The row's number.</param>
    /// <param name="field">The column's.</param>
    /// <param name="past">What the rows before it hold, the latest last.</param>
    internal delegate void PastVisitor(int row, int field, ReadOnlySpan<double> past);
}
