using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class ProfileTests
{
    [Fact]
    public void A_number_column_is_summarised()
    {
        var profile = Of(Column.Of("x", [4, 1, 2, 3, double.NaN, 4]));

        // 1, 2, 3, 4, 4: mean 2.8, squares about it sum to 6.8, over n - 1 = 4.
        Assert.Equal(("x", ColumnType.Float64, 1, 4), (profile.Name, profile.Type, profile.Missing, profile.Distinct));
        Assert.Equal(2.8, profile.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(6.8 / 4), profile.StandardDeviation, 1e-15);
        Assert.Equal([1, 2, 3, 4, 4], profile.Quantiles);
        Assert.Equal([new("4", 2), new("1", 1), new("2", 1), new("3", 1)], profile.TopValues);
    }

    [Fact]
    public void Quantiles_lie_between_their_neighbours()
    {
        Assert.Equal([1, 1.75, 2.5, 3.25, 4], Of(Column.Of("x", [1.0, 2, 3, 4])).Quantiles);
        Assert.Equal(
            [1, 1, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity],
            Of(Column.Of("x", [1, 1, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity])).Quantiles);
    }

    [Fact]
    public void Whole_numbers_count_apart_where_doubles_cannot_tell_them_apart()
    {
        var profile = Of(Column.Of("n", [long.MaxValue, long.MaxValue - 1, long.MaxValue]));

        Assert.Equal(2, profile.Distinct);
        Assert.Equal([new("9223372036854775807", 2), new("9223372036854775806", 1)], profile.TopValues);
    }

    [Fact]
    public void Many_numbers_are_not_listed()
    {
        Assert.Empty(Of(Column.Of("x", [.. Enumerable.Range(0, 21).Select(i => (double)i)])).TopValues);
        Assert.Equal(10, Of(Column.Of("x", [.. Enumerable.Range(0, 20).Select(i => (double)i)])).TopValues.Count);
    }

    [Fact]
    public void Dates_are_summarised_in_days()
    {
        var profile = Of(Column.Of("d", [new DateTime(1970, 1, 2), new DateTime(1970, 1, 4), new DateTime(1970, 1, 4, 12, 0, 0)]));

        Assert.Equal([1, 2, 3, 3.25, 3.5], profile.Quantiles);
        Assert.Equal(3, profile.Distinct);
        Assert.Equal(new ValueCount("1970-01-02", 1), profile.TopValues[0]);
        Assert.Equal((1, 3.5), (profile.HistogramEdges[0], profile.HistogramEdges[^1]));
        Assert.True(double.IsNaN(profile.Mean) && double.IsNaN(profile.StandardDeviation));
    }

    [Fact]
    public void Categories_texts_and_truths_are_counted_the_most_frequent_first()
    {
        string?[] values = ["b", "a", null, "b", "c", "a"];

        foreach (var column in (Column[])[Column.Of("c", values), TextColumn.FromValues("c", values)])
        {
            var profile = Of(column);
            Assert.Equal((1, 3), (profile.Missing, profile.Distinct));
            Assert.Equal([new("a", 2), new("b", 2), new("c", 1)], profile.TopValues);
            Assert.Empty(profile.HistogramEdges);
            Assert.Empty(profile.Quantiles);
        }

        Assert.Equal([new("true", 2), new("false", 1)], Of(Column.Of("t", [true, false, true])).TopValues);
    }

    [Fact]
    public void Of_long_texts_the_beginning_is_kept()
    {
        var texts = Enumerable.Range(0, 30).Select(i => (string?)$"{i % 2}{new string('x', 5000)}").ToArray();

        var profile = Of(TextColumn.FromValues("t", texts));

        Assert.Equal(2, profile.Distinct);
        Assert.Equal([new("0" + new string('x', 198) + "…", 15), new("1" + new string('x', 198) + "…", 15)], profile.TopValues);
    }

    [Fact]
    public void An_unused_level_is_no_value()
    {
        Assert.Equal(1, Of(new CategoryColumn("c", new[] { 0, 0 }, ["x", "unused"])).Distinct);
    }

    [Fact]
    public void A_column_without_values_has_no_figures()
    {
        var profile = Of(Column.Of("x", [double.NaN, double.NaN]));

        Assert.Equal((2, 0), (profile.Missing, profile.Distinct));
        Assert.True(double.IsNaN(profile.Mean) && double.IsNaN(profile.StandardDeviation));
        Assert.Empty(profile.Quantiles);
        Assert.Empty(profile.HistogramEdges);
        Assert.Empty(profile.HistogramCounts);
    }

    [Fact]
    public void A_histogram_counts_every_finite_value_in_its_bin()
    {
        var random = new RandomStream(4);
        for (var run = 0; run < 200; run++)
        {
            var values = Enumerable.Range(0, 1 + random.NextInt(500))
                .Select(_ => Math.Round(random.NextGaussian() * 10, random.NextInt(4)))
                .Append(double.PositiveInfinity)
                .ToArray();

            var profile = Of(Column.Of("x", values));

            var (edges, counts) = (profile.HistogramEdges, profile.HistogramCounts);
            Assert.Equal(counts.Count + 1, edges.Count);
            Assert.InRange(counts.Count, 1, 50);
            for (var bin = 0; bin < counts.Count; bin++)
            {
                var isLast = bin == counts.Count - 1;
                Assert.Equal(
                    values.Count(value => double.IsFinite(value) && value >= edges[bin] && (value < edges[bin + 1] || (isLast && value == edges[bin + 1]))),
                    counts[bin]);
            }
        }
    }

    [Fact]
    public void A_histogram_spans_the_whole_range_of_doubles()
    {
        var profile = Of(Column.Of("x", [-double.MaxValue, 0, double.MaxValue]));

        Assert.All(profile.HistogramEdges, edge => Assert.True(double.IsFinite(edge)));
        Assert.Equal(3, profile.HistogramCounts.Sum());
    }

    [Fact]
    public void Equal_values_fall_in_one_bin()
    {
        var profile = Of(Column.Of("x", [7.0, 7, 7]));

        Assert.Equal([7, 7], profile.HistogramEdges);
        Assert.Equal([3L], profile.HistogramCounts);
        Assert.Equal(0, profile.StandardDeviation);
    }

    [Fact]
    public void Equal_tables_have_equal_profiles()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2]), Column.Of("c", ["a", "b"]));

        Assert.Equal(Profile.Of(table), Profile.Of(table.Take([0, 1])));
        Assert.Equal(2, Profile.Of(table).Rows);
    }

    static ColumnProfile Of(Column column) => Assert.Single(Profile.Of(Table.Create(column)).Columns);
}
