using System.Globalization;
using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Steps that make columns, beside scikit-learn 1.2 and pandas (tests/oracles/making.py).</summary>
public sealed class MakingOracleTests
{
    // Sums in another order.
    const double Tolerance = 1e-12;

    static readonly JsonNode Values = Oracle.Read("making.json");

    [Theory]
    [InlineData("uniform", BinStrategy.Width)]
    [InlineData("quantile", BinStrategy.Quantile)]
    [InlineData("kmeans", BinStrategy.KMeans)]
    public void Bins_are_those_of_scikit_learn(string name, BinStrategy strategy)
    {
        var expected = Values["bins"]![name]!;

        var model = new Bin { Bins = 6, Strategy = strategy }.Fit(Rows("x"));

        for (var column = 0; column < 2; column++)
        {
            AssertNear(expected["borders"]![column]!.Numbers(), model.Borders[column].ToArray());
            AssertNear(expected["asked"]![column]!.Numbers(), model.Apply(Rows("asked")).Column<double>("ab"[column..(column + 1)]).Values.ToArray());
        }
    }

    [Fact]
    public void Products_are_those_of_scikit_learn()
    {
        var expected = Values["polynomial"]!;

        var model = new Polynomial { Degree = 3 }.Fit(Rows("x"));

        Assert.Equal(expected["names"]!.Deserialized<string[]>(), model.Names);
        AssertColumns(expected["values"]!, model.Apply(Rows("asked")).Drop("a", "b"));
    }

    [Fact]
    public void Splines_are_those_of_scikit_learn()
    {
        var expected = Values["splines"]!;
        var (x, asked) = (Rows("x"), Rows("asked"));

        AssertColumns(expected["uniform"]!, new Spline().Fit(x).Apply(asked));
        AssertColumns(expected["quantile"]!, new Spline { Knots = 7, Degree = 2, Quantiles = true, Bias = false }.Fit(x.Select("a")).Apply(asked.Select("a")));
        AssertColumns(expected["lines"]!, new Spline { Knots = 4, Degree = 1 }.Fit(x).Apply(asked));
    }

    [Fact]
    public void Parts_of_dates_are_those_of_pandas()
    {
        var expected = Values["dates"]!;
        var moments = expected["moments"]!.Deserialized<string[]>().Select(text => DateTime.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var table = Table.Create(Column.Of("t", moments));

        var made = new DateParts { Parts = [.. Enum.GetValues<DatePart>().Except([DatePart.Weekend])] }.Fit(table).Apply(table);

        foreach (var column in made.Columns.Cast<Column<double>>())
        {
            Assert.Equal(expected[column.Name[2..]].Numbers(), column.Values.ToArray());
        }
    }

    [Fact]
    public void Lags_and_windows_are_those_of_pandas()
    {
        var frame = Frame();

        var lags = new Lag { Order = "time", By = ["group"], Rows = [1, 2] }.Fit(frame).Apply(frame);
        var windows = new Rolling { Order = "time", By = ["group"], Window = 3, MinRows = 2, Statistics = [.. Enum.GetValues<GroupStatistic>()] }.Fit(frame).Apply(frame);

        AssertNear(Values["lag1"].Numbers(), lags.Column<double>("x_lag1").Values.ToArray());
        AssertNear(Values["lag2"].Numbers(), lags.Column<double>("x_lag2").Values.ToArray());
        foreach (var (name, expected) in Values["rolling"]!.AsObject())
        {
            AssertNear(expected.Numbers(), windows.Column<double>($"x_{name}3").Values.ToArray());
        }
    }

    [Fact]
    public void Aggregates_of_groups_are_those_of_pandas()
    {
        var frame = Frame();

        var made = new GroupAggregate { Columns = ["x"], Statistics = [.. Enum.GetValues<GroupStatistic>()] }.Fit(frame).Apply(frame.Take([0, 2]));

        foreach (var (name, expected) in Values["groups"]!.AsObject())
        {
            AssertNear(expected.Numbers(), made.Column<double>($"x_{name}_by_group").Values.ToArray());
        }
    }

    static Table Rows(string name) => Table.Create(Column.Of("a", Values[name]![0].Numbers()), Column.Of("b", Values[name]![1].Numbers()));

    static Table Frame()
    {
        var frame = Values["frame"]!;
        return Table.Create(Column.Of("time", frame["time"]!.Deserialized<long[]>()), Column.Of("group", frame["group"]!.Deserialized<string[]>()), Column.Of("x", frame["x"].Numbers()));
    }

    static void AssertColumns(JsonNode expected, Table actual)
    {
        Assert.Equal(expected.AsArray().Count, actual.Columns.Count);
        Assert.All(actual.Columns.Cast<Column<double>>().Zip(expected.AsArray()), pair => AssertNear(pair.Second.Numbers(), pair.First.Values.ToArray()));
    }

    static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Oracle.Near(pair.First, pair.Second, Tolerance));
    }
}
