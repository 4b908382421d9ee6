using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds what two parts of a table share.</summary>
static class SplitLeaks
{
    // Equal rows come about by chance too where columns are few and coarse, so they are never more than a warning, and a few are not worth one.
    const double FewRows = 0.05;

    // Numbers that agree to a thousandth of the middle half of a column are nearly equal.
    const double Grain = 1e-3;

    internal static IEnumerable<LeakageFinding> Of(Table train, Table test, string target, LeakageOptions options)
    {
        foreach (var entity in options.Entities)
        {
            if (Entity(train[entity], test[entity]) is { } finding)
            {
                yield return finding;
            }
        }

        if (options.EventTime is { } time && Older(train.Column<DateTime>(time), test.Column<DateTime>(time)) is { } older)
        {
            yield return older;
        }

        if (train.RowCount > 0 && test.RowCount > 0 && Rows(train.Drop(target), test.Drop(target)) is { } rows)
        {
            yield return rows;
        }
    }

    static LeakageFinding? Entity(Column train, Column test)
    {
        var known = Enumerable.Range(0, train.Length).Where(row => !train.IsMissing(row)).Select(train.Format).ToHashSet(StringComparer.Ordinal);
        var shared = Enumerable.Range(0, test.Length).Count(row => !test.IsMissing(row) && known.Contains(test.Format(row)));
        var share = test.Length == 0 ? 0 : (double)shared / test.Length;
        return shared == 0
            ? null
            : new LeakageFinding(
                LeakageKind.EntityInBoth,
                LeakageSeverity.Severe,
                [train.Name],
                share,
                $"{LeakageGate.Percent(share)} of the rows to judge by have a '{train.Name}' that is also among the rows to learn from; split by group, so that each '{train.Name}' is on one side.");
    }

    static LeakageFinding? Older(Column<DateTime> train, Column<DateTime> test)
    {
        var learned = Present(train);
        var judged = Present(test);
        if (learned.Length == 0 || judged.Length == 0)
        {
            return null;
        }

        var last = learned.Max();
        var share = judged.Count(moment => moment < last) / (double)judged.Length;
        return share <= FewRows
            ? null
            : new LeakageFinding(
                LeakageKind.Older,
                LeakageSeverity.Warning,
                [train.Name],
                share,
                $"{LeakageGate.Percent(share)} of the rows to judge by are older by '{train.Name}' than the newest row to learn from; split by time, for the model will be asked about rows to come.");
    }

    static DateTime[] Present(Column<DateTime> column) => [.. Enumerable.Range(0, column.Length).Where(row => column.Validity[row]).Select(row => column.Values[row])];

    static LeakageFinding? Rows(Table train, Table test)
    {
        var equal = Shared(Hashes(train), Hashes(test.Select([.. train.Columns.Select(column => column.Name)])));
        var near = Shared(Rounded(train, train), Rounded(test, train));
        var share = (double)Math.Max(equal, near) / test.RowCount;
        return share <= FewRows
            ? null
            : new LeakageFinding(
                LeakageKind.RowInBoth,
                LeakageSeverity.Warning,
                [],
                share,
                $"{LeakageGate.Percent((double)equal / test.RowCount)} of the rows to judge by equal a row to learn from in every column but the target"
                + $"{(near > equal ? $", {LeakageGate.Percent(share)} nearly" : "")}; drop repeated rows before splitting, or split by what they belong to.");
    }

    static int Shared(ulong[] train, ulong[] test)
    {
        var known = train.ToHashSet();
        return test.Count(known.Contains);
    }

    static ulong[] Hashes(Table table)
    {
        var hashes = new ulong[table.RowCount];
        foreach (var column in table.Columns)
        {
            RowHashes.Join(column, RowHashes.OfLevels(column), hashes);
        }

        return hashes;
    }

    /// <summary>Hashes of the rows with their numbers rounded to a grain that the rows to learn from give.</summary>
    static ulong[] Rounded(Table table, Table train)
    {
        var columns = new List<Column>();
        foreach (var column in train.Columns)
        {
            var rounded = table[column.Name];
            if (rounded is Column<double> numbers && column is Column<double> learned)
            {
                var grain = GrainOf(learned);
                rounded = grain > 0 ? Column.Of(column.Name, Array.ConvertAll(numbers.Values.ToArray(), value => Math.Round(value / grain))) : rounded;
            }

            columns.Add(rounded);
        }

        return Hashes(Table.Create(columns));
    }

    static double GrainOf(Column<double> column)
    {
        var sketch = new QuantileSketch();
        sketch.Add(column.Values);
        var range = sketch.Quantile(0.75) - sketch.Quantile(0.25);
        return double.IsFinite(range) ? range * Grain : 0;
    }
}
