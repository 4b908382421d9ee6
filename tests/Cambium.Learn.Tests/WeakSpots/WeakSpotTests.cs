using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class WeakSpotTests
{
    [Fact]
    public void Tests_effects_and_adjusted_p_values_are_those_of_SciPy_and_R()
    {
        var values = Oracle.Read("weak_spots.json");
        var losses = Enumerable.Range(0, 210).Select(i => Math.Abs(Math.Sin(1.7 * i)) + (i % 7 / 10.0) + (i % 3 == 0 ? 0.3 : 0)).ToArray();
        var search = new SliceSearch([], losses, new WeakSpotOptions());

        var found = Enumerable.Range(0, 12).Select(s =>
        {
            var (slice, rest) = search.Left([.. losses.Select((_, i) => i % (s + 2) == 0)], new bool[210]);
            return slice.Above(rest);
        }).ToArray();

        var expected = values["slices"]!.AsArray();
        for (var s = 0; s < 12; s++)
        {
            // Sums of 210 numbers in another order.
            Oracle.Near(expected[s]!["t"]!.GetValue<double>(), found[s].T, 1e-11);
            Oracle.Near(1, found[s].PValue / expected[s]!["p"]!.GetValue<double>(), 1e-9);
            Oracle.Near(expected[s]!["effect"]!.GetValue<double>(), found[s].Effect, 1e-11);
        }

        Assert.All(values["q"].Numbers().Zip(SliceSearch.Adjusted([.. found.Select(slice => slice.PValue)], 12)), pair => Oracle.Near(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void A_planted_slice_of_two_conditions_is_told_once()
    {
        var table = Planted(2000);

        var report = WeakSpots.Find(new MeanRegressor().Fit(table, "y"), table);

        var first = report.Slices[0];
        Assert.Equal("region = north", first.Conditions[1].ToString());
        Assert.Equal(("age", double.NegativeInfinity), (first.Conditions[0].Column, first.Conditions[0].From));
        Assert.InRange(first.Conditions[0].Below, 29, 33);
        Assert.True(first.Effect > 1 && first.QValue < 1e-9 && first.Loss > 3 * first.RestLoss);
        Assert.Single(report.Slices);
        Assert.True(report.Significant > 3, $"{report.Significant}");
        Assert.Equal("absolute error", report.Loss);
        Assert.Equal(first.Rows, first.Matches(table).Count(isIn => isIn));
    }

    [Fact]
    public void Two_planted_slices_are_both_told()
    {
        var table = Planted(3000, alsoOld: true);

        var report = WeakSpots.Find(new MeanRegressor().Fit(table, "y"), table);

        Assert.Equal(2, report.Slices.Count);
        Assert.Contains(report.Slices, slice => slice.ToString().Contains("region = north", StringComparison.Ordinal));
        Assert.Contains(report.Slices, slice => slice.ToString().Contains("region = south", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_slice_with_rows_enough_is_tested_and_counted_as_by_hand()
    {
        var random = new RandomStream(3);
        var table = Table.Create(
            Column.Of("a", Enumerable.Range(0, 300).Select(_ => $"{random.NextInt(3)}").ToArray()),
            Column.Of("b", Enumerable.Range(0, 300).Select(_ => random.NextInt(2) == 1).ToArray()),
            Column.Of("c", Enumerable.Range(0, 300).Select(_ => random.NextInt(5) == 0 ? double.NaN : random.NextGaussian()).ToArray()),
            Column.Of("y", Enumerable.Range(0, 300).Select(_ => random.NextGaussian()).ToArray()));
        var options = new WeakSpotOptions { MinRows = 12, FalseDiscoveryRate = 0.5, MinEffect = 0 };
        SliceColumn[] columns = [.. new[] { "a", "b", "c" }.Select(name => SliceColumn.Of(table[name], options))];
        var losses = LinearTables.Numbers(table["y"]);

        var (candidates, tested) = new SliceSearch(columns, losses, options).Run();

        var expected = 0;
        var seen = 0;
        foreach (var conditions in Sets(columns))
        {
            var isIn = new WeakSpot(conditions.ToEquatableArray(), 0, 0, 0, 0, 0, 0, 0, 0).Matches(table);
            var own = losses.Where((_, row) => isIn[row]).ToArray();
            var rest = losses.Where((_, row) => !isIn[row]).ToArray();
            if (own.Length < 12 || rest.Length < 12)
            {
                continue;
            }

            expected++;
            var match = candidates.SingleOrDefault(candidate => candidate.Columns.Select((column, i) => columns[column].Conditions[candidate.Codes[i]]).SequenceEqual(conditions));
            Assert.Equal(own.Average() > rest.Average(), match is not null);
            if (match is not null)
            {
                seen++;
                Assert.Equal(own.Length, match.Rows.Count);
                Oracle.Near(own.Average() - losses.Average(), match.Rows.Mean, 1e-12);
            }
        }

        Assert.Equal(expected, tested);
        Assert.Equal(candidates.Count, seen);
        Assert.True(seen > 20);
    }

    [Fact]
    public void Where_nothing_is_wrong_little_is_found()
    {
        var found = Enumerable.Range(0, 200).Count(seed =>
        {
            var random = new RandomStream(seed);
            var table = Table.Create(
            [
                .. Enumerable.Range(0, 4).Select(i => (Column)Column.Of($"x{i}", Enumerable.Range(0, 400).Select(_ => random.NextGaussian()).ToArray())),
                Column.Of("y", Enumerable.Range(0, 400).Select(_ => random.NextGaussian()).ToArray()),
            ]);
            return WeakSpots.Find(new MeanRegressor().Fit(table, "y"), table, new WeakSpotOptions { Depth = 2, MinEffect = 0 }).Significant > 0;
        });

        // Where no slice is worse, the false discovery rate is the chance of any finding: 10 of 200, and four standard errors of 3 more.
        Assert.InRange(found, 0, 22);
    }

    [Fact]
    public void A_classifiers_slices_tell_its_errors_and_calibration()
    {
        // Nine of ten rows of group g are of the class that is rare elsewhere.
        var table = Table.Create(
            Column.Of("g", Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? "g" : "h").ToArray()),
            Column.Of("y", Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? (row % 40 != 0 ? "yes" : "no") : (row % 30 < 2 ? "yes" : "no")).ToArray()));
        var model = new PriorClassifier().Fit(table, "y");
        var share = Enumerable.Range(0, 400).Count(row => table["y"].Format(row) == "yes") / 400.0;

        var report = WeakSpots.Find(model, table, new WeakSpotOptions { MinEffect = 0 });

        Assert.Equal("1 - probability of the truth", report.Loss);
        var slice = Assert.Single(report.Slices);
        Assert.Equal("g = g", slice.ToString());
        Assert.True(share < 0.5);
        Oracle.Near((0.9 * (1 - share)) + (0.1 * share), slice.Loss, 1e-12);
        Oracle.Near(0.9, slice.Error, 1e-12);
        Oracle.Near(share - 0.9, slice.Calibration, 1e-12);
        // Of the other 300 rows 21 are yes, and all are called no.
        Oracle.Near(21.0 / 300, slice.RestError, 1e-12);
        Oracle.Near(share - (21.0 / 300), slice.RestCalibration, 1e-12);
        Oracle.Near(share, slice.MeanSaid, 1e-12);
        Oracle.Near(0.9, slice.MeanTruth, 1e-12);
        // Wilson's of 90 of 100, and the t interval of 100 rows of which 90 are 1: 1.984217 standard errors of √(0.09 / 99).
        Oracle.Near(0.8256343, slice.ErrorInterval!.Value.Low, 1e-6);
        Oracle.Near(0.9447708, slice.ErrorInterval.Value.High, 1e-6);
        Oracle.Near(share - 0.9 - (1.984217 * Math.Sqrt(0.09 / 99)), slice.CalibrationInterval!.Value.Low, 1e-6);
        Oracle.Near(share - 0.9 + (1.984217 * Math.Sqrt(0.09 / 99)), slice.CalibrationInterval.Value.High, 1e-6);
        Assert.True(report.IsOfClasses);
        Assert.Equal("probability of 'yes'", report.Said);
        Oracle.Near(share, report.Error, 1e-12);
        Oracle.Near(0, report.Calibration, 1e-12);
        Assert.Equal(
            [
                "Of 2 slices of up to 1 condition, 1 is worse than the rest beyond chance; it is told.",
                "On the 100 rows with g = g, 90 of 100 are called wrong (83 to 94 with 95 % confidence), of all others 7. The probability of 'yes' is on average 0.622 too low there.",
            ],
            report.Sentences);
    }

    [Fact]
    public void A_regressors_slices_tell_the_roots_of_their_errors_with_intervals()
    {
        var table = Planted(2000);

        var report = WeakSpots.Find(new MeanRegressor().Fit(table, "y"), table);

        var slice = report.Slices[0];
        var isIn = slice.Matches(table);
        var truth = table.Column<double>("y").Values.ToArray();
        var mean = truth.Average();
        double Root(bool inside) => Math.Sqrt(truth.Where((_, row) => isIn[row] == inside).Average(value => (value - mean) * (value - mean)));
        Oracle.Near(Root(inside: true), slice.Error, 1e-12);
        Oracle.Near(Root(inside: false), slice.RestError, 1e-12);
        Assert.True(slice.ErrorInterval!.Value.Low < slice.Error && slice.Error < slice.ErrorInterval.Value.High && slice.ErrorInterval.Value.Low > slice.RestError);
        Assert.False(report.IsOfClasses);
        Assert.Equal("answer", report.Said);
        Assert.StartsWith($"On the {slice.Rows} rows with age < ", report.Sentences[1], StringComparison.Ordinal);
        Assert.Contains(" and region = north, the root of the mean squared error is ", report.Sentences[1], StringComparison.Ordinal);
        Assert.Contains("worse than the rest beyond chance; many say the same in other words, and 1 is told.", report.Sentences[0], StringComparison.Ordinal);
        var none = WeakSpots.Find(new MeanRegressor().Fit(table, "y"), table, new WeakSpotOptions { Columns = ["noise"], Depth = 1 });
        Assert.Equal(["Of 4 slices of up to 1 condition, none is worse than the rest beyond chance."], none.Sentences);
    }

    [Fact]
    public void Missing_values_rare_levels_and_ties_make_slices()
    {
        var options = new WeakSpotOptions { MaxLevels = 2, Bins = 3 };

        var levels = SliceColumn.Of(Column.Of("c", ["b", "a", "a", "b", "b", null, "z"]), options);
        var ties = SliceColumn.Of(Column.Of("n", [1.0, 1, 1, 1, 2, 3, 4, double.NaN]), options);
        var few = SliceColumn.Of(Column.Of("k", [2L, 1, 2, 2]), options);

        Assert.Equal(["c = b", "c = a", "c is missing"], levels.Conditions.Select(condition => condition.ToString()));
        Assert.Equal([0, 1, 1, 0, 0, 2, -1], levels.Codes);
        Assert.Equal(["n < 2", "n >= 2", "n is missing"], ties.Conditions.Select(condition => condition.ToString()));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1, 2], ties.Codes);
        Assert.Equal(["k = 2", "k = 1"], few.Conditions.Select(condition => condition.ToString()));
        var range = SliceColumn.Of(Column.Of("r", [1.0, 2, 3, 4, 5, double.PositiveInfinity]), options);
        Assert.Equal(["r < 3", "3 <= r < 5", "r >= 5"], range.Conditions.Select(condition => condition.ToString()));
        Assert.Equal([false, false, false, false, true, true], range.Conditions[2].Matches(Table.Create(Column.Of("r", [1.0, 2, 3, 4, 5, double.PositiveInfinity]))));
    }

    [Fact]
    public void The_report_is_the_same_at_any_number_of_threads_and_prints_as_a_table()
    {
        var table = Planted(800);
        var model = new MeanRegressor().Fit(table, "y");

        var reports = new[] { 1, 2, 7 }.Select(threads => WeakSpots.Find(model, table, new WeakSpotOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
        var lines = reports[0].ToString().Split('\n');
        Assert.StartsWith("rows ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("mean absolute error ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("slices of up to 3 conditions ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("worse than the rest ", lines[3], StringComparison.Ordinal);
        Assert.Equal(["slice", "rows", "loss", "rest", "effect", "q", "error", "calibration"], lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("age < ", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_sliced_is_refused()
    {
        var table = Planted(100).With(Column.Of("day", Enumerable.Range(0, 100).Select(day => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day)).ToArray()));
        var model = new MeanRegressor().Fit(table, "y");
        var days = new MeanRegressor().Fit(table.Select("day", "y"), "y");

        Assert.Equal(
            "The table has 59 rows, but a slice of at least 30 and as many beside it take 60. Give more rows, or lower the fewest rows of a slice.",
            Assert.Throws<TableException>(() => WeakSpots.Find(model, table.Slice(0, 59))).Message);
        Assert.Equal(
            "Column 'day' holds DateTime values, by which rows are not sliced; name columns of numbers, truths, categories or texts.",
            Assert.Throws<TableException>(() => WeakSpots.Find(model, table, new WeakSpotOptions { Columns = ["day"] })).Message);
        Assert.Equal(
            "The model reads no column that rows can be sliced by: numbers, truths, categories or texts. Name other columns to slice by.",
            Assert.Throws<TableException>(() => WeakSpots.Find(days, table)).Message);
        Assert.StartsWith(
            "KMeans has no target,", Assert.Throws<ArgumentException>(() => WeakSpots.Find(new KMeans { Clusters = 2 }.Fit(table.Select("age")), table)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => WeakSpots.Find(model, table, new WeakSpotOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    static IEnumerable<SliceCondition[]> Sets(SliceColumn[] columns)
    {
        IEnumerable<SliceCondition?[]> all = [[]];
        foreach (var column in columns)
        {
            all = all.SelectMany(start => column.Conditions.Prepend(null).Select(condition => (SliceCondition?[])[.. start, condition]));
        }

        return all.Select(set => set.OfType<SliceCondition>().ToArray()).Where(set => set.Length > 0);
    }

    /// <summary>Noise that is five times as large for the young in the north, and where asked for for the old in the south.</summary>
    static Table Planted(int rows, bool alsoOld = false)
    {
        var random = new RandomStream(8);
        var age = Enumerable.Range(0, rows).Select(_ => (double)(18 + random.NextInt(53))).ToArray();
        var region = Enumerable.Range(0, rows).Select(_ => new[] { "north", "south", "west" }[random.NextInt(3)]).ToArray();
        return Table.Create(
            Column.Of("age", age),
            Column.Of("region", region),
            Column.Of("noise", Enumerable.Range(0, rows).Select(_ => random.NextGaussian()).ToArray()),
            Column.Of("y", Enumerable.Range(0, rows).Select(row => random.NextGaussian() * (IsWeak(row) ? 5 : 1)).ToArray()));

        bool IsWeak(int row) => (age[row] < 31 && region[row] == "north") || (alsoOld && age[row] > 57 && region[row] == "south");
    }
}
