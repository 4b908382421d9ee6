using Cambium.Data;
using Cambium.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Learn.Tests;

public sealed class GroupStepsTests
{
    // A few roundings of sums over some hundred rows.
    const double Rounding = 1e-12;

    // The ten applicants of Kamiran & Calders 2012: of five men four are hired, of five women two.
    static readonly Table Applicants = Table.Create(
        Column.Of("sex", ["m", "m", "m", "m", "m", "f", "f", "f", "f", "f"]),
        Column.Of("grade", [9.0, 8, 7, 6, 5, 9, 8, 6, 5, 4]),
        Column.Of("hired", ["yes", "yes", "yes", "yes", "no", "yes", "yes", "no", "no", "no"]));

    [Fact]
    public void Weights_are_those_of_the_paper()
    {
        var made = new ReweighGroups { Groups = ["sex"] }.FitTransform(Applicants, "hired");

        double[] expected = [0.75, 0.75, 0.75, 0.75, 2, 1.5, 1.5, 2.0 / 3, 2.0 / 3, 2.0 / 3];
        Assert.All(made.Column<double>("weight").Values.ToArray().Zip(expected), pair => Oracle.Near(pair.Second, pair.First, Rounding));
    }

    [Fact]
    public void Weighed_rows_have_the_same_shares_of_classes_in_every_group() => Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), seed =>
    {
        var rows = Drawn(200, seed);

        var made = new ReweighGroups { Groups = ["g", "h"] }.FitTransform(rows, "y", new FitOptions { Weight = "w" });

        var weights = made.Column<double>("w").Values.ToArray();
        Assert.Equal(rows.Column<double>("w").Values.ToArray().Sum(), weights.Sum(), 1e-9);
        var shares = Enumerable.Range(0, 200).GroupBy(row => made["g"].Format(row) + made["h"].Format(row))
            .Where(group => group.Select(row => made["y"].Format(row)).Distinct().Count() == 2)
            .Select(group => group.Where(row => made["y"].Format(row) == "yes").Sum(row => weights[row]) / group.Sum(row => weights[row])).ToArray();
        Assert.All(shares, share => Oracle.Near(shares[0], share, 1e-9));
    }).Check(Config.QuickThrowOnFailure.WithReplay(20261123, 1).WithMaxTest(20));

    [Fact]
    public void Resampled_rows_are_those_of_the_paper_and_the_ones_near_the_border()
    {
        var made = new ResampleGroups { Groups = ["sex"] }.FitTransform(Applicants, "hired");

        // Three men are hired and two not, three women are hired and two not: the hired man of the lowest grade goes, the refused one is repeated; the hired woman of the lower grade
        // is repeated, and the refused one of the highest goes.
        Assert.Equal(
            ["m 9 yes", "m 8 yes", "m 7 yes", "m 5 no", "f 9 yes", "f 8 yes", "f 5 no", "f 4 no", "f 8 yes", "m 5 no"],
            Enumerable.Range(0, made.RowCount).Select(row => $"{made["sex"].Format(row)} {made["grade"].Format(row)} {made["hired"].Format(row)}"));
    }

    [Fact]
    public void Without_groups_rows_and_weights_stay()
    {
        Assert.Equal(Applicants.Fingerprint(), new ResampleGroups().FitTransform(Applicants, "hired").Fingerprint());
        Assert.All(new ReweighGroups().FitTransform(Applicants, "hired").Column<double>("weight").Values.ToArray(), weight => Assert.Equal(1, weight));
        Assert.Same(Applicants, new RemoveCorrelation().Fit(Applicants).Apply(Applicants));
    }

    [Fact]
    public void What_is_left_is_uncorrelated_with_what_was_sensitive()
    {
        var rows = Drawn(300, 7).Drop("y", "w");
        var model = new RemoveCorrelation { Sensitive = ["g", "z"] }.Fit(rows);

        var made = model.Apply(rows);

        Assert.Equal(["x", "h"], made.Columns.Select(column => column.Name).Order(StringComparer.Ordinal).Reverse());
        var x = made.Column<double>("x").Values.ToArray();
        Assert.InRange(Math.Abs(Covariance(x, rows.Column<double>("z").Values.ToArray())), 0, 1e-10);
        foreach (var level in new[] { "a", "b", "c" })
        {
            Assert.InRange(Math.Abs(Covariance(x, [.. Enumerable.Range(0, 300).Select(row => rows["g"].Format(row) == level ? 1.0 : 0)])), 0, 1e-10);
        }

        Assert.True(Math.Abs(Covariance(rows.Column<double>("x").Values.ToArray(), rows.Column<double>("z").Values.ToArray())) > 0.1);
        Assert.Equal(rows.Column<double>("x").Values.ToArray().Average(), x.Average(), 1e-10);
    }

    [Fact]
    public void Half_the_strength_takes_out_half()
    {
        var rows = Drawn(100, 8).Drop("y", "w");
        double[] Made(double strength) => new RemoveCorrelation { Sensitive = ["z"], Strength = strength }.Fit(rows).Apply(rows).Column<double>("x").Values.ToArray();

        var (none, half, all) = (Made(0), Made(0.5), Made(1));

        Assert.Equal(rows.Column<double>("x").Values.ToArray(), none);
        Assert.All(Enumerable.Range(0, 100), row => Oracle.Near((none[row] + all[row]) / 2, half[row], Rounding));
    }

    [Fact]
    public void New_rows_are_changed_by_what_the_training_rows_taught_alone()
    {
        var train = Table.Create(Column.Of("s", ["a", "a", "b", "b"]), Column.Of("x", [1.0, 3, 5, 7]));
        var model = new RemoveCorrelation { Sensitive = ["s"] }.Fit(train);

        // Means 2 and 6 around 4: an a gains 2, a b loses 2; others stay.
        var made = model.Apply(Table.Create(Column.Of("s", ["a", "b", "c", null]), Column.Of("x", [10.0, 10, 10, 10])));

        Assert.All(made.Column<double>("x").Values.ToArray().Zip([12.0, 8, 10, 10]), pair => Oracle.Near(pair.Second, pair.First, Rounding));
    }

    [Fact]
    public void Steps_with_groups_are_saved_the_same_at_any_number_of_threads_and_learn_from_training_rows_alone()
    {
        var rows = Drawn(200, 9);
        var (train, test) = (rows.Slice(0, 150), rows.Slice(150, 50));
        foreach (var step in new Transform[] { new ReweighGroups { Groups = ["g"] }, new ResampleGroups { Groups = ["g"] }, new RemoveCorrelation { Sensitive = ["g", "h"] } })
        {
            var recipe = step.Then(new DropColumns { Columns = ["w"] }).Then((Classifier)RecipeCatalog.Prepare(new LogisticRegression()));
            ClassifierModel At(int threads) => recipe.Fit(train, "y", new FitOptions { MaxThreads = threads });

            var model = At(1);

            Assert.Equal(LearnerCase.Bytes(model), LearnerCase.Bytes(At(2)));
            Assert.Equal(LearnerCase.Bytes(model), LearnerCase.Bytes(At(7)));
            var loaded = LearnerCase.SaveAndLoad(model);
            Assert.Equal(LearnerCase.Answers(model, test), LearnerCase.Answers(loaded, test));
            Assert.Equal(LearnerCase.Answers(model, test)[..2], LearnerCase.Answers(model, test.Slice(0, 1)));
        }
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused_by_name()
    {
        var rows = Table.Create(Column.Of("s", ["a", "b"]), Column.Of("x", [1, double.NaN]), Column.Of("z", [double.PositiveInfinity, 1]), Column.Of("y", ["n", "y"]));

        var gaps = Assert.Throws<TableException>(() => new RemoveCorrelation { Sensitive = ["s"] }.Fit(rows.Drop("y")));
        var absent = Assert.Throws<ArgumentException>(() => new ReweighGroups { Groups = ["t"] }.Fit(rows, "y"));

        var numbers = new RemoveCorrelation { Sensitive = ["s"] }.Fit(Table.Create(Column.Of("s", [1.0, 2, 4]), Column.Of("x", [1.0, 2, 3])));
        var words = Assert.Throws<TableException>(() => numbers.Apply(Table.Create(Column.Of("s", ["a"]), Column.Of("x", [1.0]))));

        Assert.Equal("The table does not fit the model: column 's' holds Category values, but the model learned it as Float64. Give the columns the types they had at training.", words.Message);
        Assert.Equal("The correlation cannot be taken out: columns 'x', 'z' hold missing or infinite values. Put impute before, or drop those rows.", gaps.Message);
        Assert.StartsWith("There is no column 't'.", absent.Message, StringComparison.Ordinal);
    }

    static double Covariance(double[] a, double[] b) => a.Zip(b).Sum(pair => (pair.First - a.Average()) * (pair.Second - b.Average())) / a.Length;

    internal static Table Drawn(int count, long seed)
    {
        var random = new RandomStream(seed);
        var g = Enumerable.Range(0, count).Select(_ => "abc"[random.NextInt(3)].ToString()).ToArray();
        var h = Enumerable.Range(0, count).Select(_ => random.NextInt(2) == 1).ToArray();
        var z = Enumerable.Range(0, count).Select(_ => random.NextGaussian()).ToArray();
        var x = Enumerable.Range(0, count).Select(row => random.NextGaussian() + (0.5 * z[row]) + (g[row] == "a" ? 1 : 0)).ToArray();
        var y = Enumerable.Range(0, count).Select(row => x[row] + random.NextGaussian() > 0.3 ? "yes" : "no").ToArray();
        var w = Enumerable.Range(0, count).Select(_ => 0.5 + random.NextDouble()).ToArray();
        return Table.Create(Column.Of("g", g), Column.Of("h", h), Column.Of("z", z), Column.Of("x", x), Column.Of("y", y), Column.Of("w", w));
    }
}
