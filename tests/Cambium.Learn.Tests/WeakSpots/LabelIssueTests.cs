using System.Text.Json.Nodes;
using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

public sealed class LabelIssueTests
{
    [Fact]
    public void By_hand()
    {
        // Means of the own probability: of a (0.9 + 0.8 + 0.4) / 3 = 0.7, of b (0.6 + 0.8 + 0.1) / 3 = 0.5. Row 3, labelled a, gives b 0.6; row 6, labelled b, gives a 0.9.
        var rows = new JudgedClasses([0, 0, 0, 1, 1, 1], new int[6], [0.9, 0.1, 0.8, 0.2, 0.4, 0.6, 0.4, 0.6, 0.2, 0.8, 0.9, 0.1], 2);

        var report = LabelIssues.OfClasses(rows, ["a", "b"], [0, 1, 2, 3, 4, 5], "y", new LabelIssueOptions());

        Assert.Equal([(5, "b", "a"), (2, "a", "b")], report.Issues.Select(issue => (issue.Row, issue.Given, issue.Suggested)));
        Oracle.Near(0.1, report.Issues[0].Confidence!.Value, 1e-15);
        Oracle.Near(0.8, report.Issues[0].Doubt, 1e-15);
        Assert.All(report.Joint.Zip([2.0 / 6, 1.0 / 6, 1.0 / 6, 2.0 / 6]), pair => Oracle.Near(pair.Second, pair.First, 1e-15));
        Oracle.Near(2, report.Expected, 1e-14);
        Assert.Equal(
            """
            2 of 6 rows have a label of 'y' that models which did not learn from the row contradict.
            About 2 of 6 labels are estimated to be wrong (33 of 100).
            Most often 'a' is written where 'b' is probably true: about 1 row.
            Where the classes overlap, or chance decides between them, rows that went the less likely way count as wrong: look at the rows before changing any label.
            label \ truth       a       b   wrong
            a              0.3333  0.1667  0.3333
            b              0.1667  0.3333  0.3333
            row  label  suggested   doubt
            6        b          a  0.8000
            3        a          b  0.2000

            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Fact]
    public void Thresholds_joint_noise_and_rows_are_those_of_NumPy()
    {
        foreach (var expected in Oracle.Read("label_issues.json")["cases"]!.AsArray())
        {
            var (rows, k) = Case(expected!);

            var report = LabelIssues.OfClasses(rows, [.. Enumerable.Range(0, k).Select(place => $"{place}")], FigureIntervals.Each(rows.Count), "y", new LabelIssueOptions());

            // Sums of up to 200 numbers in another order.
            AssertNear(expected!["thresholds"], report.Classes.Select(own => own.Threshold));
            AssertNear(expected["joint"], report.Joint);
            AssertNear(expected["wrong"], report.Classes.Select(own => own.Wrong));
            AssertNear(expected["missed"], report.Classes.Select(own => own.Missed));
            AssertNear(expected["doubt"], report.Issues.Select(issue => issue.Doubt));
            Oracle.Near(expected["expected"]!.GetValue<double>(), report.Expected, 1e-12);
            Assert.Equal(expected["rows"].Numbers(), report.Issues.Select(issue => (double)issue.Row));
            Assert.Equal(expected["suggested"].Numbers().Select(place => $"{place}"), report.Issues.Select(issue => issue.Suggested));
            Assert.Equal(report.Found, report.Issues.Count);
        }
    }

    [Fact]
    public void Flipped_labels_are_found_and_counted()
    {
        var (table, flipped, truth) = Flipped(900);

        var report = LabelIssues.Find(new Standardize().Then(new LogisticRegression()), table, "y", new LabelIssueOptions());

        // Of 900 labels 87 were flipped, and the classes overlap in about 1 row of 50: recall and precision are both over 0.9.
        var wrong = flipped.Count(isFlipped => isFlipped);
        var hits = report.Issues.Count(issue => flipped[issue.Row]);
        Assert.True(hits > 0.9 * wrong, $"{hits} of {wrong}, found {report.Found}, expected {report.Expected}");
        Assert.True(hits > 0.9 * report.Found, $"{hits} of {report.Found}");
        Assert.InRange(report.Expected, 0.8 * wrong, 1.3 * wrong);
        Assert.Equal(1, report.Joint.Sum(), 1e-12);
        // A flip is to the next class: label c1 of a true c0 is frequent, of a true c2 is not.
        Assert.True(report.Joint[3] > 5 * report.Joint[5], $"{report.Joint[3]} and {report.Joint[5]}");
        Assert.All(report.Issues.Take(50), issue => Assert.Equal($"c{truth[issue.Row]}", issue.Suggested));
        Assert.All(report.Classes, own => Assert.InRange(own.Wrong, 0.05, 0.16));
    }

    [Fact]
    public void The_same_at_any_number_of_threads_and_no_more_told_than_asked_for()
    {
        var (table, _, _) = Flipped(300);
        var recipe = new LogisticRegression();

        var reports = new[] { 1, 2, 7 }
            .Select(threads => LabelIssues.Find(recipe, table, "y", new LabelIssueOptions { Validation = new CrossValidationOptions { MaxThreads = threads }, MaxIssues = 3 })).ToArray();

        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(reports[0], reports[2]);
        Assert.Equal(3, reports[0].Issues.Count);
        Assert.True(reports[0].Found > 10);
        Assert.Equal(reports[0].Issues.OrderByDescending(issue => issue.Doubt), reports[0].Issues);
    }

    [Fact]
    public void Numbers_far_from_what_is_answered_are_told_by_their_modified_z_score()
    {
        var random = new RandomStream(3);
        var x = Enumerable.Range(0, 300).Select(_ => random.NextGaussian()).ToArray();
        var y = x.Select((value, row) => (2 * value) + (0.1 * random.NextGaussian()) + (row % 60 == 7 ? 3 : 0)).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("y", y));
        var validation = CrossValidation.Run(new LinearRegression(), table, "y", new CrossValidationOptions());

        var report = LabelIssues.Find(validation, table, "y", new LabelIssueOptions());

        Assert.Equal([7, 67, 127, 187, 247], report.Issues.Select(issue => issue.Row).Order());
        // Six parts of 50 rows in the order of their answers; the median of 50 is the mean of the 25th and the 26th.
        double[] answers = [.. validation.OutOfFold!.Column<double>("prediction").Values];
        var surest = report.Issues[0].Row;
        var rank = answers.Count(answer => answer < answers[surest]);
        int[] part = [.. Enumerable.Range(0, 300).OrderBy(row => answers[row]).Skip(rank / 50 * 50).Take(50)];
        var middle = part.Select(row => y[row] - answers[row]).Order().Skip(24).Take(2).Average();
        var deviation = part.Select(row => Math.Abs(y[row] - answers[row] - middle)).Order().Skip(24).Take(2).Average();
        Oracle.Near(0.6745 * Math.Abs(y[surest] - answers[surest] - middle) / deviation, report.Issues[0].Doubt, 1e-12);
        Assert.Null(report.Issues[0].Confidence);
        Assert.True(double.IsNaN(report.Expected));
        Assert.Equal(
            "5 of 300 rows have a value of 'y' extremely far from what models answer that did not learn from the row, beside rows with answers as large. It may be wrong, or the row is like no other: look at them.",
            Assert.Single(report.Sentences));
        Assert.Empty(LabelIssues.Find(validation, table, "y", new LabelIssueOptions { Extreme = 1e6 }).Issues);
    }

    [Fact]
    public void Errors_that_grow_with_the_answer_make_no_issues_of_the_large()
    {
        var random = new RandomStream(4);
        var x = Enumerable.Range(0, 2000).Select(_ => random.NextDouble()).ToArray();
        var y = x.Select((value, row) => (10 * value) + (value * value * random.NextGaussian()) + (row % 500 == 1 ? 3 : 0)).ToArray();

        var report = LabelIssues.Find(new LinearRegression(), Table.Create(Column.Of("x", x), Column.Of("y", y)), "y", new LabelIssueOptions());

        // By one deviation for all rows some 150 of them would be.
        Assert.InRange(report.Found, 4, 25);
        Assert.Contains(report.Issues, issue => issue.Row % 500 == 1);
    }

    [Fact]
    public void Residuals_of_which_most_are_equal_and_classes_of_which_nothing_is_tested_tell_nothing()
    {
        var same = Table.Create(Column.Of("x", Enumerable.Range(0, 20).Select(row => (double)row).ToArray()), Column.Of("y", new double[20]));
        var rows = new JudgedClasses([0, 0], [0, 0], [0.9, 0.1, 0.8, 0.2], 2);

        var equal = LabelIssues.Find(new MeanRegressor(), same, "y", new LabelIssueOptions());
        var one = LabelIssues.OfClasses(rows, ["a", "b"], [0, 1], "y", new LabelIssueOptions());

        Assert.Empty(equal.Issues);
        Assert.Equal("No value of 'y' lies extremely far from what models answer that did not learn from its row.", Assert.Single(equal.Sentences));
        Assert.Empty(one.Issues);
        Assert.Equal("No label of 'y' is contradicted by models that did not learn from its row.", one.Sentences[0]);
        Assert.True(double.IsNaN(one.Classes[1].Threshold) && double.IsNaN(one.Classes[1].Wrong));
        Assert.Equal([1.0, 0, 0, 0], one.Joint);
    }

    [Fact]
    public void What_cannot_be_doubted_is_refused()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, 4]), Column.Of("y", ["a", "b", "a", "b"]));
        var validation = CrossValidation.Run(new PriorClassifier(), table, "y", new CrossValidationOptions { Folds = 2 });
        var numbers = CrossValidation.Run(new MeanRegressor(), table, "x", new CrossValidationOptions { Folds = 2 });

        Assert.StartsWith(
            "KMeans learns no target, so that it cannot doubt labels; give a classifier or a regressor.",
            Assert.Throws<ArgumentException>(() => LabelIssues.Find(new KMeans { Clusters = 2 }, table, "y", new LabelIssueOptions())).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The table has 3 rows, but the cross-validation has answers for 4. Give the table that it went over.",
            Assert.Throws<ArgumentException>(() => LabelIssues.Find(validation, table.Slice(0, 3), "y", new LabelIssueOptions())).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The table has 3 rows, but the cross-validation has answers for 4. Give the table that it went over.",
            Assert.Throws<ArgumentException>(() => LabelIssues.Find(numbers, table.Slice(0, 3), "x", new LabelIssueOptions())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelIssueOptions { Extreme = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelIssueOptions { MaxIssues = 0 });
    }

    static void AssertNear(JsonNode? expected, IEnumerable<double> found) => Assert.All(expected.Numbers().Zip(found), pair => Oracle.Near(pair.First, pair.Second, 1e-12));

    /// <summary>The rows that the script makes.</summary>
    static (JudgedClasses Rows, int K) Case(JsonNode expected)
    {
        var (n, k, c) = (expected["n"]!.GetValue<int>(), expected["k"]!.GetValue<int>(), expected["c"]!.GetValue<int>());
        int[] labels = [.. Enumerable.Range(0, n).Select(i => ((i * i) + (i / 3)) % k)];
        var probabilities = new double[n * k];
        for (var i = 0; i < n; i++)
        {
            var ofRow = probabilities.AsSpan(i * k, k);
            for (var j = 0; j < k; j++)
            {
                ofRow[j] = Math.Abs(Math.Sin(i + (1.3 * j) + c)) + (j == (i % 7 == 0 ? (labels[i] + 1) % k : labels[i]) ? 1.5 : 0);
            }

            var sum = ofRow.ToArray().Sum();
            foreach (ref var value in ofRow)
            {
                value /= sum;
            }
        }

        return (new JudgedClasses(labels, new int[n], probabilities, k), k);
    }

    /// <summary>Three clouds of points, of which one in ten bears the label of the next.</summary>
    static (Table Table, bool[] Flipped, int[] Truth) Flipped(int rows)
    {
        var random = new RandomStream(7);
        var x = Enumerable.Range(0, rows).Select(_ => random.NextInt(3)).ToArray();
        var flipped = x.Select(_ => random.NextInt(10) == 0).ToArray();
        return (Table.Create(
            Column.Of("u", x.Select(value => (4.0 * value) + random.NextGaussian()).ToArray()),
            Column.Of("v", x.Select(value => (value == 1 ? 4.0 : 0) + random.NextGaussian()).ToArray()),
            Column.Of("y", x.Select((value, row) => $"c{(flipped[row] ? (value + 1) % 3 : value)}").ToArray())), flipped, x);
    }
}
