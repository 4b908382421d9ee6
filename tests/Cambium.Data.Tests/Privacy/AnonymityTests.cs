using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>k-anonymity, l-diversity and t-closeness: by hand, and after being enforced.</summary>
public sealed class AnonymityTests
{
    /// <summary>The table of the t-closeness paper (Li et al., 2007, table 3), whose salaries are 3 to 11 thousand.</summary>
    static readonly Table Paper = Table.ParseCsv(
        ("zip,age,salary,disease\n476**,2*,3,gastric ulcer\n476**,2*,4,gastritis\n476**,2*,5,stomach cancer\n4790*,>=40,6,gastritis\n4790*,>=40,11,flu\n4790*,>=40,8,bronchitis\n"
            + "476**,3*,7,bronchitis\n476**,3*,9,pneumonia\n476**,3*,10,stomach cancer\n").Select(letter => (byte)letter).ToArray(),
        new CsvOptions(),
        "paper");

    [Fact]
    public void The_papers_salaries_are_as_far_as_the_paper_says()
    {
        var measured = Anonymity.Of(Paper, ["zip", "age"], "salary");

        // The paper computes 0.375 for {3, 4, 5} by hand; the other groups are closer.
        Assert.Equal((9, 3, 3, 3), (measured.Rows, measured.Groups, measured.K, measured.L));
        Assert.Equal(0.375, measured.T, 12);
    }

    [Fact]
    public void Unordered_values_are_half_the_sum_of_differences_apart()
    {
        // All: a ½, b ½. Group 1: a ¾, b ¼. Group 2: a ¼, b ¾.
        var table = Table.Create(Column.Of("q", (string?[])["1", "1", "1", "1", "2", "2", "2", "2"]), Column.Of("s", (string?[])["a", "a", "a", "b", "a", "b", "b", "b"]));

        var measured = Anonymity.Of(table, ["q"], "s");

        Assert.Equal(new Anonymity(8, 2, 4, 2, 0.25), measured);
    }

    [Fact]
    public void A_missing_value_is_a_value_like_others()
    {
        var table = Table.Create(Column.Of("q", (string?[])[null, null, "a"]), Column.Of("s", [double.NaN, 1, 1]));

        // All: 1 ⅔, missing ⅓; the group of 'a' has 1 alone.
        var measured = Anonymity.Of(table, ["q"], "s");
        Assert.Equal((2, 1, 1), (measured.Groups, measured.K, measured.L));
        Assert.Equal(1.0 / 3, measured.T, 12);
    }

    [Fact]
    public void Groups_that_are_too_small_are_taken_out()
    {
        var table = Table.Create(Column.Of("q", (string?[])["a", "b", "a", "c", "b"]), Column.Of("x", [1.0, 2, 3, 4, 5]));

        var left = Anonymity.Enforce(table, ["q"], 2);

        Assert.Equal([1, 2, 3, 5], left.Column<double>("x").Values.ToArray());
        Assert.Equal(0, Anonymity.Enforce(table, ["q"], 3).RowCount);
        Assert.Same(table, Anonymity.Enforce(table, ["q"], 1));
    }

    [Fact]
    public void What_is_enforced_holds_and_takes_no_more_than_whole_groups()
    {
        var random = new RandomStream(11);
        for (var round = 0; round < 200; round++)
        {
            var n = random.NextInt(120);
            var table = Table.Create(
                Column.Of("a", [.. Enumerable.Range(0, n).Select(_ => (long)random.NextInt(4))]),
                Column.Of("b", [.. Enumerable.Range(0, n).Select(_ => random.NextInt(6) == 0 ? null : "xyz"[random.NextInt(3)].ToString())]),
                round % 2 == 0
                    ? Column.Of("s", [.. Enumerable.Range(0, n).Select(_ => random.NextInt(8) == 0 ? double.NaN : random.NextInt(5))])
                    : Column.Of("s", [.. Enumerable.Range(0, n).Select(_ => "uvw"[random.NextInt(3)].ToString())]));
            var (k, l, t) = (1 + random.NextInt(8), 1 + random.NextInt(3), random.NextDouble());

            var left = Anonymity.Enforce(table, ["a", "b"], k, "s", l, t);

            var measured = Anonymity.Of(left, ["a", "b"], "s");
            Assert.True(left.RowCount == 0 || (measured.K >= k && measured.L >= l && measured.T <= t + 1e-9), $"round {round}: {measured} of k {k}, l {l}, t {t}");
            Assert.Equal(Reference(left), measured.T, 9);
        }
    }

    [Fact]
    public void Misuse_is_named()
    {
        Assert.StartsWith("No quasi-identifier is named.", Assert.Throws<ArgumentException>(() => Anonymity.Of(Paper, [])).Message, StringComparison.Ordinal);
        Assert.StartsWith("l and t are about a sensitive column.", Assert.Throws<ArgumentException>(() => Anonymity.Enforce(Paper, ["age"], 2, l: 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("k must be a finite number of at least 1.", Assert.Throws<ArgumentOutOfRangeException>(() => Anonymity.Enforce(Paper, ["age"], 0)).Message, StringComparison.Ordinal);
    }

    /// <summary>The greatest distance, straight from the definition.</summary>
    static double Reference(Table table)
    {
        var isOrdered = table["s"] is Column<double>;
        var rows = Enumerable.Range(0, table.RowCount).ToArray();
        var texts = rows.Select(row => table["s"].Format(row)).ToArray();
        var values = texts.Distinct().OrderBy(text => text.Length == 0 ? double.PositiveInfinity : isOrdered ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0).ToArray();
        var worst = 0.0;
        foreach (var group in rows.GroupBy(row => (table["a"].Format(row), table["b"].IsMissing(row), table["b"].Format(row))))
        {
            var differences = values.Select(value => ((double)group.Count(row => texts[row] == value) / group.Count()) - ((double)texts.Count(text => text == value) / texts.Length)).ToArray();
            var distance = isOrdered
                ? values.Length < 2 ? 0 : Enumerable.Range(1, values.Length).Sum(count => Math.Abs(differences.Take(count).Sum())) / (values.Length - 1)
                : differences.Sum(Math.Abs) / 2;
            worst = Math.Max(worst, distance);
        }

        return worst;
    }
}
