using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Tables of all types in which no column acts alone.</summary>
static class ShapTables
{
    /// <summary>Rows whose target rests on all columns, together.</summary>
    internal static Table Numbers(int count)
    {
        var rows = ConformanceData.Mixed(count, classes: false);
        var (c, truth) = (rows.Column<long>("c"), rows.Column<bool>("truth"));
        var y = rows.Column<double>("y").Values.ToArray().Select((y, row) =>
            y + (truth.Values[row] ? c.Values[row] / 3.0 : 0) + (rows["colour"].Format(row) == "colour 1" ? 2 - y : 0)).ToArray();
        return rows.With(Column.Of("y", y));
    }

    /// <summary>The same with a class made of the target.</summary>
    internal static Table Classes(int count, Func<double, string> name)
    {
        var rows = Numbers(count);
        return rows.With(Column.Of("y", rows.Column<double>("y").Values.ToArray().Select(name).ToArray()));
    }
}
