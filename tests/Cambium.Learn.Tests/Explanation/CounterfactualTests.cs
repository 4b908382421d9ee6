using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class CounterfactualTests
{
    static readonly Table Mixed = ConformanceData.Mixed(400, classes: true);
    static readonly Table Numbers = ConformanceData.Numbers(300, classes: false);

    /// <summary>One column from 0 to 99, of which 50 and more are "yes"; another that says nothing.</summary>
    static (Model Model, Table Rows) Step()
    {
        var rows = Table.Create(
            Column.Of("x", Enumerable.Range(0, 100).Select(row => (double)row).ToArray()),
            Column.Of("z", Enumerable.Range(0, 100).Select(row => (double)(row * 37 % 100)).ToArray()),
            Column.Of("y", Enumerable.Range(0, 100).Select(row => row >= 50 ? "yes" : "no").ToArray()));
        return (new DecisionTreeClassifier { MaxDepth = 1 }.Fit(rows, "y"), rows);
    }

    [Fact]
    public void The_nearest_change_just_crosses_the_border()
    {
        var (model, rows) = Step();

        var found = Counterfactuals.Of(model, rows.Slice(40, 1), rows, new CounterfactualOptions { Count = 1 });

        var item = Assert.Single(found.Items);
        Assert.Equal(("yes", 0.0, 1.0), (found.Wanted, found.Before, item.Answer));
        // Whole numbers stay whole; the median absolute deviation of 0 to 99 is 25.
        Assert.Equal([new CounterfactualChange("x", "40", "50")], item.Changes);
        Oracle.Near(10 / 25.0, item.Distance, 1e-12);
        Assert.Equal("To be yes (0.0000 before)\nx 40 → 50  distance 0.4000  1.0000\n", found.ToString());
    }

    [Fact]
    public void What_may_not_change_does_not_and_that_is_said_plainly()
    {
        var (model, rows) = Step();
        foreach (var options in new[]
        {
            new CounterfactualOptions { Immutable = ["x"] },
            new CounterfactualOptions { OnlyDecreasing = ["x"] },
            new CounterfactualOptions { Ranges = [new AllowedRange("x", 0, 45)] },
        })
        {
            var found = Counterfactuals.Of(model, rows.Slice(40, 1), rows, options);

            Assert.Empty(found.Items);
            Assert.StartsWith($"None found within 3 changes of {string.Join(", ", found.Changeable)} that makes it yes, of {found.Asked} rows that were tried. ", found.ToString(), StringComparison.Ordinal);
        }

        var held = Counterfactuals.Of(model, rows.Slice(60, 1), rows, new CounterfactualOptions { Class = "yes" });
        Assert.True(held.HoldsAlready);
        Assert.Equal("Nothing needs to change: the row is yes already (1.0000).\n", held.ToString());
    }

    [Fact]
    public void A_row_outside_of_a_range_changes_to_a_value_within()
    {
        var (model, rows) = Step();

        var found = Counterfactuals.Of(model, rows.Slice(90, 1), rows, new CounterfactualOptions { Count = 1, Ranges = [new AllowedRange("x", 0, 45)] });

        Assert.Equal([new CounterfactualChange("x", "90", "45")], Assert.Single(found.Items).Changes);
    }

    [Fact]
    public void Each_change_turns_the_decision_and_keeps_the_rules()
    {
        var model = new BoostedTreesClassifier { Trees = 30 }.Fit(Mixed, "y");
        var options = new CounterfactualOptions { Immutable = ["truth"], OnlyIncreasing = ["b"], Ranges = [new AllowedRange("a", -1, 2)], Count = 4 };
        var turned = 0;
        for (var row = 0; row < 25; row++)
        {
            var own = Mixed.Slice(row, 1);
            var found = Counterfactuals.Of(model, own, Mixed, options);
            Assert.True(found.Items.Count <= 4);
            Assert.Equal(found.Items.Select(item => item.Distance).Order(), found.Items.Select(item => item.Distance));
            foreach (var item in found.Items)
            {
                turned++;
                Assert.InRange(item.Changes.Count, 1, 3);
                Assert.True(item.Answer >= 0.5, $"the wanted class has {item.Answer}");
                Assert.DoesNotContain("truth", item.Changes.Select(change => change.Column));
                foreach (var change in item.Changes)
                {
                    if (change.Column == "b")
                    {
                        Assert.True(Number(change.To) > Number(change.From));
                    }

                    if (change.Column == "a")
                    {
                        Assert.InRange(Number(change.To), -1, 2);
                    }
                }
            }
        }

        Assert.True(turned > 40, $"{turned} changes were found");
    }

    [Fact]
    public void A_way_is_told_once_and_not_again_with_a_value_nearby()
    {
        var (model, rows) = Step();

        var found = Counterfactuals.Of(model, rows.Slice(40, 1), rows, new CounterfactualOptions { Count = 10, Immutable = ["z"] });

        var to = found.Items.Select(item => double.Parse(Assert.Single(item.Changes).To, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(50, to[0]);
        Assert.All(to.Skip(1).Zip(to), pair => Assert.True(pair.First - 40 > (pair.Second - 40) / 0.75, $"{pair.Second} and {pair.First} are much the same"));
        foreach (var options in new[] { new CounterfactualOptions { Count = 20 }, new CounterfactualOptions { Count = 100, MaxChanges = 2 } })
        {
            var mixed = new BoostedTreesClassifier { Trees = 10 }.Fit(Mixed, "y");
            var items = Counterfactuals.Of(mixed, Mixed.Slice(3, 1), Mixed, options).Items;
            Assert.Equal(items.Count, items.Select(item => $"{item}").Distinct().Count());
            Assert.NotEmpty(items);
        }
    }

    [Fact]
    public void No_way_holds_all_changes_of_a_nearer_one()
    {
        var model = new BoostedTreesClassifier { Trees = 10 }.Fit(Mixed, "y");
        for (var row = 0; row < 30; row++)
        {
            var items = Counterfactuals.Of(model, Mixed.Slice(row, 1), Mixed, new CounterfactualOptions { Count = 6, MaxChanges = 3 }).Items;

            for (var i = 1; i < items.Count; i++)
            {
                Assert.DoesNotContain(items.Take(i), nearer => nearer.Changes.All(change => items[i].Changes.Contains(change)));
            }
        }
    }

    [Fact]
    public void Several_change_different_columns_where_they_can()
    {
        var rows = Numbers.With(Column.Of("y", Enumerable.Range(0, 300).Select(row => Numbers.Column<double>("a").Values[row] + Numbers.Column<double>("b").Values[row] > 0.5 ? "yes" : "no").ToArray()));
        var model = new LogisticRegression().Fit(rows, "y");
        var row = Enumerable.Range(0, 300).First(row => rows.Column<double>("a").Values[row] is > -0.2 and < 0.0 && rows.Column<double>("b").Values[row] < 0.3);

        var found = Counterfactuals.Of(model, rows.Slice(row, 1), rows, new CounterfactualOptions { Count = 2, Ranges = [new AllowedRange("b", 0, 2)] });

        Assert.Equal(2, found.Items.Select(item => string.Join(' ', item.Changes.Select(change => change.Column))).Distinct().Count());
    }

    [Fact]
    public void A_regressor_is_moved_into_a_range()
    {
        var model = new LinearRegression().Fit(Numbers, "y");
        var before = model.PredictValues(Numbers.Slice(3, 1))[0];

        var found = Counterfactuals.Of(model, Numbers.Slice(3, 1), Numbers, new CounterfactualOptions { AtLeast = before + 1, AtMost = before + 2 });

        Assert.Equal(before, found.Before);
        Assert.NotEmpty(found.Items);
        Assert.All(found.Items, item => Assert.InRange(item.Answer, before + 1, before + 2));
        // The change is halved ten times: one column alone goes hardly further than to the border.
        var single = found.Items.First(item => item.Changes.Count == 1);
        Assert.InRange(single.Answer, before + 1, before + 1.02);
    }

    [Fact]
    public void Wishes_that_contradict_the_model_or_each_other_are_told_in_plain_words()
    {
        var (classes, rows) = Step();
        var number = new LinearRegression().Fit(Numbers, "y");

        Told("AtLeast and AtMost are for numbers, but the model answers with a class; say with Class which one is wanted.", classes, rows, new CounterfactualOptions { AtLeast = 1 });
        Told("LinearRegression answers with a number; say with AtLeast or AtMost, or both, which are wanted.", number, Numbers, new CounterfactualOptions());
        Told("AtLeast is 2, above AtMost, which is 1; no number is both.", number, Numbers, new CounterfactualOptions { AtLeast = 2, AtMost = 1 });
        Told("The model does not read a column 'quantity'. It reads: x, z.", classes, rows, new CounterfactualOptions { Immutable = ["quantity"] });
        Told("Column 'x' may only grow and may only fall; make it immutable, or choose one.", classes, rows, new CounterfactualOptions { OnlyIncreasing = ["x"], OnlyDecreasing = ["x"] });
        Told("The range of column 'x' goes from 3 to 2; give the lesser end first.", classes, rows, new CounterfactualOptions { Ranges = [new AllowedRange("x", 3, 2)] });
        Told(
            "Column 'colour' holds Category values; directions and ranges are for numbers. Make it immutable, or leave it free.",
            new BoostedTreesClassifier { Trees = 2 }.Fit(Mixed, "y"), Mixed, new CounterfactualOptions { OnlyIncreasing = ["colour"] });
        Assert.ThrowsAny<OperationCanceledException>(() => Counterfactuals.Of(classes, rows.Slice(0, 1), rows, new CounterfactualOptions { CancellationToken = new CancellationToken(canceled: true) }));

        static void Told(string message, Model model, Table rows, CounterfactualOptions options) =>
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => Counterfactuals.Of(model, rows.Slice(0, 1), rows, options)).Message.Split(" (Parameter")[0]);
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
