using System.Runtime.Intrinsics;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

[Trait("Run", "AtEveryWidth")]
public sealed class KNearestImputeTests
{
    static readonly Table Train = Table.Create(
        Column.Of("x", [0.0, 1, 2, double.NaN]), Column.Of("y", [10.0, 20, double.NaN, 40]), Column.Of("c", ["p", "q", "p", "q"]));

    [Fact]
    public void Nearest_rows_by_hand()
    {
        var rows = Table.Create(Column.Of("x", [1.75, double.NaN, double.NaN]), Column.Of("y", [double.NaN, 22, double.NaN]));

        var nearest = new KNearestImpute { Neighbours = 1 }.Fit(Train).Apply(rows);
        var both = new KNearestImpute { Neighbours = 2, Votes = NeighbourVotes.Distance }.Fit(Train).Apply(rows);

        Assert.Equal([1.75, 1, 1], nearest.Column<double>("x").Values.ToArray());
        LevelRows.Near([20, 22, 70.0 / 3], nearest.Column<double>("y").Values, 1e-15);

        // Of y at x = 1.75: rows 1 and 0, √2 · 0.75 and √2 · 1.75 away.
        Oracle.Near(((20 / 0.75) + (10 / 1.75)) / ((1 / 0.75) + (1 / 1.75)), both.Column<double>("y").Values[0], 1e-14);
    }

    [Theory]
    [InlineData("uniform_5", 5, NeighbourVotes.Uniform)]
    [InlineData("distance_3", 3, NeighbourVotes.Distance)]
    public void Filled_values_are_those_of_scikit_learn(string name, int neighbours, NeighbourVotes votes) =>
        GapRows.AssertOracle(Oracle.Read("imputing.json")["nearest"]![name]!, new KNearestImpute { Neighbours = neighbours, Votes = votes });

    [Fact]
    public void Equal_rows_decide_alone_by_distance()
    {
        var train = Table.Create(Column.Of("x", [1.0, 1, 2]), Column.Of("y", [3.0, 5, 100]));

        var filled = new KNearestImpute { Neighbours = 3, Votes = NeighbourVotes.Distance }.Fit(train).Apply(Table.Create(Column.Of("x", [1.0]), Column.Of("y", [double.NaN])));

        Assert.Equal(4, filled.Column<double>("y").Values[0]);
    }

    [Fact]
    public void Of_rows_equally_near_the_first_are_taken()
    {
        var train = Table.Create(Column.Of("x", Enumerable.Repeat(1.0, 300).ToArray()), Column.Of("y", Enumerable.Range(0, 300).Select(row => (double)row).ToArray()));

        var filled = new KNearestImpute { Neighbours = 4 }.Fit(train).Apply(Table.Create(Column.Of("x", [5.0]), Column.Of("y", [double.NaN])));

        Assert.Equal(1.5, filled.Column<double>("y").Values[0]);
    }

    [Fact]
    public void Columns_without_values_become_0_and_fewer_rows_than_neighbours_are_all_taken()
    {
        var train = Table.Create(Column.Of("x", [1.0, 2]), Column.Of("y", [4L, 8]), Column.Of("none", [double.NaN, double.NaN]));

        var filled = new KNearestImpute().Fit(train).Apply(Table.Create(
            Column.Of("x", [1.0]), new Column<long>("y", new long[1], Validity.FromRows(1, _ => false)), Column.Of("none", [double.NaN])));

        Assert.Equal(6, filled.Column<double>("y").Values[0]);
        Assert.Equal(0, filled.Column<double>("none").Values[0]);
    }

    [Fact]
    public void Indicators_and_other_columns_stay_beside()
    {
        var filled = new KNearestImpute { Indicators = true }.Fit(Train).Apply(Train);

        Assert.Equal(["x", "y", "c", "x_missing", "y_missing"], filled.Columns.Select(column => column.Name));
        Assert.Equal([false, false, true, false], filled.Column<bool>("y_missing").Values.ToArray());
        Assert.Equal(0, filled["x"].MissingCount + filled["y"].MissingCount);
    }

    [Fact]
    public void Every_width_measures_as_plain_loops_do()
    {
        const int P = 5;
        var random = new RandomStream(7);
        var panel = new double[P * 2 * PresentDistances.Rows];
        for (var row = 0; row < PresentDistances.Rows; row++)
        {
            for (var column = 0; column < P; column++)
            {
                var present = row % 9 != 0 && random.NextInt(4) > 0;
                panel[(column * 2 * PresentDistances.Rows) + row] = present ? random.NextGaussian() : 0;
                panel[(((column * 2) + 1) * PresentDistances.Rows) + row] = present ? 1 : 0;
            }
        }

        double[] query = [0.3, -1.2, 2];
        int[] columns = [0, 2, 4];
        var expected = new double[PresentDistances.Rows];
        for (var row = 0; row < expected.Length; row++)
        {
            var shared = columns.Where(column => panel[(((column * 2) + 1) * PresentDistances.Rows) + row] == 1).ToArray();
            expected[row] = shared.Length == 0 ? double.PositiveInfinity
                : shared.Average(column => Math.Pow(query[Array.IndexOf(columns, column)] - panel[(column * 2 * PresentDistances.Rows) + row], 2));
        }

        Assert.Contains(double.PositiveInfinity, expected);
        AssertRun(PresentDistances.Run<SimdScalar, double>);
        if (Vector128.IsHardwareAccelerated)
        {
            AssertRun(PresentDistances.Run<Simd128, Vector128<double>>);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            AssertRun(PresentDistances.Run<Simd256, Vector256<double>>);
        }

        if (Vector512.IsHardwareAccelerated)
        {
            AssertRun(PresentDistances.Run<Simd512, Vector512<double>>);
        }

        void AssertRun(Measure run)
        {
            var found = new double[PresentDistances.Rows];
            var least = run(query, columns, panel, found);
            for (var row = 0; row < found.Length; row++)
            {
                // Sums of three squares.
                Assert.True(expected[row] == found[row] || Math.Abs(expected[row] - found[row]) <= 1e-14 * expected[row], $"row {row}: expected {expected[row]:R}, found {found[row]:R}");
            }

            Assert.Equal(found.Min(), least);
        }
    }

    [Fact]
    public void More_rows_than_an_array_holds_are_refused() => Assert.Equal(
        "The table has 200000000 rows of 20 numbers, more than the 1073741795 that can be searched; choose fewer rows or columns.",
        Assert.Throws<TableException>(() => DonorRows.ThrowIfTooMany(200_000_000, 20)).Message);

    [Fact]
    public void Damaged_rows_are_refused()
    {
        var step = new KNearestImpute { Indicators = true }.Fit(Train);

        Assert.Equal(
            "weights.safetensors: 'values' has 7 items, expected as many for each of 2 columns, none infinite. The file is damaged; save the model again.",
            SavedStep.Refusal(step, editArrays: arrays => arrays["values"] = new double[7]));
        Assert.Equal(
            "model.json: 'indicators' must name columns of the step, each once. The file is damaged or was edited; save the model again.",
            SavedStep.Refusal(step, json => json["indicators"]![0] = "z"));
    }

    delegate double Measure(ReadOnlySpan<double> query, ReadOnlySpan<int> columns, ReadOnlySpan<double> panel, Span<double> distances);
}
