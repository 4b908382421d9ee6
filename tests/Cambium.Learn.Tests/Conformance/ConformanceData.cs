using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Tables that every learner must cope with. The target "y" depends on "a" and "b"; classes are "no" and "yes", or three.</summary>
static class ConformanceData
{
    internal static Table Numbers(int rows, bool classes, long seed = 1)
    {
        var random = new RandomStream(seed);
        var a = new double[rows];
        var b = new double[rows];
        var c = new long[rows];
        var y = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            a[row] = random.NextGaussian();
            b[row] = random.NextDouble();
            c[row] = random.NextInt(10);
            y[row] = (2 * a[row]) - (3 * b[row]) + (0.3 * random.NextGaussian());
        }

        return Table.Create(Column.Of("a", a), Column.Of("b", b), Column.Of("c", c), Target(y, classes));
    }

    /// <summary>With categories, truths and missing values.</summary>
    internal static Table Mixed(int rows, bool classes)
    {
        var numbers = Numbers(rows, classes);
        var random = new RandomStream(2);
        var a = numbers.Column<double>("a").Values.ToArray();
        var colours = new string?[rows];
        var truths = new bool[rows];
        for (var row = 0; row < rows; row++)
        {
            var draw = random.NextInt(8);
            colours[row] = draw == 7 ? null : $"colour {draw % 4}";
            truths[row] = random.NextInt(2) == 1;
            a[row] = random.NextInt(10) == 0 ? double.NaN : a[row];
        }

        return numbers.With(Column.Of("a", a)).With(Column.Of("colour", colours)).With(Column.Of("truth", truths));
    }

    /// <summary>The same rows with whole numbers of at least 0 for "a" and "b".</summary>
    internal static Table Counts(Table table) => Counted(Counted(table, "a", value => 5 * Math.Exp(value)), "b", value => 20 * value);

    // Tables without such a column hold counts already.
    static Table Counted(Table table, string name, Func<double, double> size) =>
        table.Contains(name) && table[name] is Column<double> numbers
            ? table.With(Column.Of(name, numbers.Values.ToArray().Select(value => Math.Floor(size(value))).ToArray()))
            : table;

    /// <summary>The same rows, each as often as its weight says.</summary>
    internal static Table Repeated(Table table, long[] weights) =>
        table.Take([.. weights.SelectMany((weight, row) => Enumerable.Repeat(row, (int)weight))]);

    static Column Target(double[] y, bool classes) =>
        classes ? Column.Of("y", y.Select(value => value > -1.5 ? "yes" : "no").ToArray()) : Column.Of("y", y);
}
