using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Monitor.Tests;

public sealed class DriftTests
{
    static readonly Table Train = Sample(1000, seed: 1);

    static readonly Profile Reference = Profile.Of(Train);

    [Fact]
    public void Same_rows_give_no_findings_and_an_index_of_zero()
    {
        var findings = Drift.Compare(Reference, Train);

        Assert.Empty(findings.Items);
        Assert.Null(findings.Worst);
        Assert.Equal((1000, 1000), (findings.ReferenceRows, findings.Rows));
        Assert.Equal(["income", "age", "owner", "region", "since"], findings.Columns.Select(column => column.Column));
        Assert.Equal([0, 0, 0, 0, double.NaN], findings.Columns.Select(column => column.StabilityIndex));
        Assert.Equal([0.1, 0, 0, 0, 0], findings.Columns.Select(column => column.MissingShare));
        Assert.Equal("1000 rows: nothing has changed beyond chance.", findings.ToString());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(200)]
    [InlineData(2000)]
    public void Other_rows_of_the_same_population_raise_no_warning(int rows)
    {
        // 20 samples of five columns with up to four tests each: chance alone gives well under one finding.
        var findings = Enumerable.Range(0, 20).SelectMany(i => Drift.Compare(Reference, Sample(rows, seed: 100 + i)).Items).ToList();

        Assert.True(findings.Count <= 1, string.Join('\n', findings));
    }

    [Fact]
    public void Shifted_numbers_are_found()
    {
        var shifted = Train.With(Column.Of("income", Train.Column<double>("income").Values.ToArray().Select(income => income + 40).ToArray()));

        var findings = Drift.Compare(Reference, shifted);

        Assert.Equal([FindingKind.Distribution, FindingKind.OutOfRange], findings.Items.Select(finding => finding.Kind).Order());
        Assert.All(findings.Items, finding => Assert.Equal(("income", Severity.Alert), (finding.Column, finding.Severity)));
        Assert.Equal(Severity.Alert, findings.Worst);
    }

    [Fact]
    public void Index_of_numbers_is_that_of_the_grouped_histogram()
    {
        // 100 values over ten bins of ten; all new values are in the first.
        var reference = Profile.Of(Table.Create(Column.Of("x", Enumerable.Range(0, 100).Select(i => (double)i).ToArray()))).Columns[0] with
        {
            HistogramEdges = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
            HistogramCounts = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10],
        };

        var drift = Drift.Compare(new Profile(100, [reference]), Table.Create(Column.Of("x", Enumerable.Repeat(5.0, 50).ToArray()))).Columns[0];

        Assert.Equal(StabilityIndex.Of([10, 10, 10, 10, 10, 10, 10, 10, 10, 10], [50, 0, 0, 0, 0, 0, 0, 0, 0, 0]), drift.StabilityIndex);
    }

    [Fact]
    public void Border_of_a_group_belongs_to_the_group_above_as_in_the_histogram()
    {
        var bins = Bins.OfNumbers(Numbers([0, 1, 2], [50, 50]), [-7, 0, 1, 2, 9, double.PositiveInfinity, double.NegativeInfinity]);

        Assert.Equal([50, 50], bins.Reference);
        Assert.Equal([2, 3], bins.Rows);
    }

    [Fact]
    public void Neighbouring_bins_are_grouped_to_about_ten_of_equal_weight()
    {
        var bins = Bins.OfNumbers(Numbers([.. Enumerable.Range(0, 51).Select(i => (double)i)], [.. Enumerable.Repeat(2L, 49), 52]), []);

        Assert.Equal(150, bins.Reference.Sum());
        Assert.InRange(bins.Reference.Length, 5, 10);
        Assert.All(bins.Reference, count => Assert.True(count >= 15));
    }

    [Fact]
    public void Remainder_too_small_for_a_group_joins_the_last() =>
        Assert.Equal([11, 11, 11, 11, 11, 11, 11, 11, 12], Bins.OfNumbers(Numbers([.. Enumerable.Range(0, 11).Select(i => (double)i)], [11, 11, 11, 11, 11, 11, 11, 11, 11, 1]), []).Reference);

    [Fact]
    public void Order_of_rows_has_no_effect()
    {
        var rows = Sample(500, seed: 3).With(Column.Of("income", Enumerable.Range(0, 500).Select(i => (double)i).ToArray()));
        var order = Enumerable.Range(0, 500).ToArray();
        new RandomStream(7).Shuffle<int>(order);

        Assert.Equal(Drift.Compare(Reference, rows), Drift.Compare(Reference, rows.Take(order)));
    }

    [Fact]
    public void Values_that_go_missing_are_found()
    {
        var findings = Drift.Compare(Reference, With("age", row => row % 4 == 0 ? null : 40L));

        var finding = findings.Items.Single(item => item.Kind == FindingKind.MissingShare);
        Assert.Equal((0.25, Severity.Alert), (finding.Value, finding.Severity));
        Assert.Equal("Column 'age' is missing in 25.0 % of rows, was 0.0 %.", finding.ToString());
    }

    [Fact]
    public void Values_that_are_no_longer_missing_are_found()
    {
        var reference = Profile.Of(Table.Create(Column.Of("x", Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? double.NaN : 1).ToArray())));

        var finding = Assert.Single(Drift.Compare(reference, Table.Create(Column.Of("x", Enumerable.Repeat(1.0, 100).ToArray()))).Items);

        Assert.Equal("Column 'x' is missing in 0.0 % of rows, was 50.0 %.", finding.Sentence);
    }

    [Fact]
    public void Unseen_levels_are_found_even_where_they_are_rare()
    {
        var rare = Drift.Compare(Reference, With("region", row => row == 0 ? "moon" : Train["region"].Format(row))).Items;
        var many = Drift.Compare(Reference, With("region", row => row % 5 == 0 ? $"moon {row % 25}" : Train["region"].Format(row))).Items;

        var single = Assert.Single(rare);
        Assert.Equal((FindingKind.UnseenLevels, Severity.Info, 0.001), (single.Kind, single.Severity, single.Value));
        Assert.Equal("Column 'region' has values that were never seen before in 0.1 % of its values: 'moon'.", single.Sentence);
        Assert.Contains(many, finding => finding.Severity == Severity.Alert
            && finding.Sentence == "Column 'region' has values that were never seen before in 20.0 % of its values: 'moon 0', 'moon 10', 'moon 15' and 2 more.");
    }

    [Fact]
    public void Unseen_levels_cannot_be_told_where_the_reference_lists_only_the_most_frequent()
    {
        var reference = Profile.Of(Table.Create(Column.Of("id", [.. Enumerable.Range(0, 100).Select(i => $"{i:00}")])));

        Assert.Empty(Drift.Compare(reference, Table.Create(Column.Of("id", [.. Enumerable.Range(100, 100).Select(i => $"{i}")]))).Items);
    }

    [Fact]
    public void Levels_that_shift_are_found()
    {
        var findings = Drift.Compare(Reference, With("region", row => row % 10 == 0 ? "east" : "west"));

        var finding = Assert.Single(findings.Items);
        Assert.Equal((FindingKind.Distribution, Severity.Alert), (finding.Kind, finding.Severity));
        Assert.Equal(findings.Columns.Single(column => column.Column == "region").StabilityIndex, finding.Value);
        Assert.Matches("^Column 'region' is spread very differently than before: population stability index [0-9]+\\.[0-9]{2}, where 0.1 is a moderate and 0.25 a large change\\.$", finding.Sentence);
    }

    [Fact]
    public void Numbers_outside_the_range_are_found()
    {
        var findings = Drift.Compare(Reference, With("age", row => row % 20 == 0 ? 1000L : Train.Column<long>("age").Values[row]));

        var finding = Assert.Single(findings.Items);
        Assert.Equal((FindingKind.OutOfRange, 0.05), (finding.Kind, finding.Value));
        var range = Reference.Columns[1].Quantiles;
        Assert.Equal($"Column 'age' is outside its range of {range[0]} to {range[4]} in 5.0 % of its values.", finding.Sentence);
    }

    [Fact]
    public void Column_that_is_not_there_or_of_another_type_is_an_alert()
    {
        var rows = Train.Drop("age").With(Column.Of("owner", Enumerable.Repeat("yes", 1000).ToArray()));

        var findings = Drift.Compare(Reference, rows);

        Assert.Equal(
            "Alert: Column 'age' is not there.\nAlert: Column 'owner' is of type Category, was Boolean.",
            findings.ToString());
        Assert.Equal([FindingKind.ColumnMissing, FindingKind.TypeChanged], findings.Items.Select(finding => finding.Kind));
    }

    [Fact]
    public void Whole_and_other_numbers_are_one_kind_and_so_are_categories_and_texts()
    {
        var rows = Train
            .With(Column.Of("age", Train.Column<long>("age").Values.ToArray().Select(age => (double)age).ToArray()))
            .With(TextColumn.FromValues("region", [.. Enumerable.Range(0, 1000).Select(Train["region"].Format)]));

        Assert.Empty(Drift.Compare(Reference, rows).Items);
    }

    [Fact]
    public void Moments_may_move_on() =>
        Assert.Empty(Drift.Compare(Reference, Train.With(Column.Of("since", Enumerable.Repeat(new DateTime(2030, 1, 1), 1000).ToArray()))).Items);

    [Fact]
    public void Columns_that_the_reference_does_not_have_are_ignored() =>
        Assert.Equal(Drift.Compare(Reference, Train), Drift.Compare(Reference, Train.With(Column.Of("more", new double[1000]))));

    [Fact]
    public void No_rows_give_no_findings()
    {
        var findings = Drift.Compare(Reference, Train.Slice(0, 0));

        Assert.Empty(findings.Items);
        Assert.All(findings.Columns, column => Assert.Equal(double.NaN, column.StabilityIndex));
    }

    [Fact]
    public void Column_without_a_value_is_judged_by_that_alone()
    {
        var findings = Drift.Compare(Reference, Train.With(Column.Of("age", new string?[1000])));

        Assert.Equal("Column 'age' is missing in 100.0 % of rows, was 0.0 %.", Assert.Single(findings.Items).Sentence);
    }

    [Fact]
    public void Reference_without_values_or_rows_compares_with_nothing()
    {
        var empty = Profile.Of(Table.Create(Column.Of("x", [double.NaN, double.NaN])));
        var none = Profile.Of(Table.Create(Column.Of("x", Array.Empty<double>())));
        var rows = Table.Create(Column.Of("x", [1.0, 2]));

        Assert.Empty(Drift.Compare(empty, rows).Items);
        Assert.Empty(Drift.Compare(none, rows).Items);
    }

    [Fact]
    public void Gravest_findings_come_first()
    {
        var rows = With("region", row => row == 0 ? "moon" : Train["region"].Format(row)).Drop("since");

        Assert.Equal([Severity.Alert, Severity.Info], Drift.Compare(Reference, rows).Items.Select(finding => finding.Severity));
    }

    [Fact]
    public void Thresholds_decide_the_severity()
    {
        var rows = With("region", row => row % 10 == 0 ? "east" : "west");
        var index = Drift.Compare(Reference, rows).Columns.Single(column => column.Column == "region").StabilityIndex;

        Assert.Equal(Severity.Warning, Drift.Compare(Reference, rows, new DriftOptions { Alert = index * 1.01 }).Worst);
        Assert.Null(Drift.Compare(Reference, rows, new DriftOptions { Warning = index * 1.01, Alert = index * 2 }).Worst);
    }

    [Fact]
    public void Thresholds_must_be_positive_and_in_order()
    {
        Assert.Equal("Warning must be a finite number above 0. (Parameter 'Warning')\nActual value was NaN.".ReplaceLineEndings(),
            Assert.Throws<ArgumentOutOfRangeException>(() => new DriftOptions { Warning = double.NaN }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftOptions { Alert = 0 });
        Assert.Equal(
            "Warning is 0.5 and Alert is 0.25; Warning must be at most Alert.",
            Assert.Throws<ArgumentException>(() => Drift.Compare(Reference, Train, new DriftOptions { Warning = 0.5 })).Message);
    }

    static ColumnProfile Numbers(EquatableArray<double> edges, EquatableArray<long> counts) => new()
    {
        Name = "x",
        Type = ColumnType.Float64,
        Missing = 0,
        Distinct = 100,
        HistogramEdges = edges,
        HistogramCounts = counts,
    };

    static Table With(string name, Func<int, string> value) => Train.With(Column.Of(name, [.. Enumerable.Range(0, 1000).Select(value)]));

    static Table With(string name, Func<int, long?> value)
    {
        var values = Enumerable.Range(0, 1000).Select(value).ToArray();
        return Train.With(new Column<long>(name, values.Select(item => item ?? 0).ToArray(), Validity.FromRows(1000, row => values[row] is not null)));
    }

    static Table Sample(int rows, long seed)
    {
        var random = new RandomStream(seed);
        var income = new double[rows];
        var age = new long[rows];
        var owner = new bool[rows];
        var region = new string[rows];
        for (var row = 0; row < rows; row++)
        {
            income[row] = row % 10 == 3 ? double.NaN : 50 + (30 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
            age[row] = 18 + (long)(60 * random.NextDouble());
            owner[row] = random.NextDouble() < 0.3;
            region[row] = random.NextDouble() switch { < 0.5 => "east", < 0.8 => "west", _ => "south" };
        }

        return Table.Create(
            Column.Of("income", income),
            Column.Of("age", age),
            Column.Of("owner", owner),
            Column.Of("region", region),
            Column.Of("since", Enumerable.Range(0, rows).Select(day => new DateTime(2020, 1, 1).AddDays(day)).ToArray()));
    }
}
