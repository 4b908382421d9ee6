namespace Cambium.Data.Tests;

public sealed class ProfileFindingsTests
{
    const int Rows = 200;

    [Fact]
    public void Each_thing_worth_a_look_is_told_once_the_gravest_first()
    {
        var rows = Enumerable.Range(0, Rows).ToArray();
        var table = Table.Create(
            Column.Of("nothing", [.. rows.Select(_ => double.NaN)]),
            Column.Of("same", [.. rows.Select(_ => 4.0)]),
            Column.Of("key", [.. rows.Select(i => (long)(i * 7) + 1)]),
            Column.Of("when", [.. rows.Select(i => (string?)$"{(i % 28) + 1}.{(i % 12) + 1}.202{i % 7}")]),
            Column.Of("day", [.. rows.Select(i => 20240101L + (i * 37 % 200 % 28))]),
            Column.Of("gone", [.. rows.Select(i => i % 3 == 0 ? i * 1.5 : double.NaN)]),
            Column.Of("rare", [.. rows.Select(i => i == 5)]),
            Column.Of("skewed", [.. rows.Select(i => (string?)(i % 15 == 0 ? "yes" : "no"))]),
            Column.Of("wild", [.. rows.Select(i => i % 10 == 0 ? 1e6 + i : (double)(i * 31 % 17))]));

        var findings = Profile.Of(table, new ProfileOptions { Relations = true }).Findings();

        Assert.Equal(
            [
                "'nothing' has no value in any row; drop it.",
                "'same' has the same value in every row, so it tells nothing; drop it.",
                "'key' has another value in nearly every row, so it is perhaps a key; drop a key before training, and group by it where rows belong together.",
                "'when' is read as categories, but its values look like dates; read them as dates so that they can be ordered and taken apart.",
                "'day' is read as whole numbers, but its values look like dates; read them as dates so that they can be ordered and taken apart.",
                "'key' and 'gone' rise and fall together (rank correlation 1.000); one of them is enough.",
                "'gone' is missing in 66.5 % of rows; find out why before filling it in.",
                "'rare' has one value in 99.5 % of rows; the rest is too little to learn from unless it is what you look for.",
                "'skewed' has one value in 93 % of rows; as a target, accuracy would say little: look at recall, precision and costs.",
                "'wild' has 10 % of its values more than 1.5 interquartile ranges beyond the quartiles; check its unit and entries, or take its logarithm.",
            ],
            findings.Select(finding => finding.Message));
    }

    [Fact]
    public void Equal_rows_are_told()
    {
        var profile = Profile.Of(Table.Create(Column.Of("x", [1.0, 2, 1, 1])), new ProfileOptions { Relations = true });

        Assert.Equal(
            "2 rows are equal to an earlier one in every column (50 %); where that is a mistake, drop them before splitting, or the test rows are known from training.",
            Assert.Single(profile.Findings()).Message);
    }

    [Fact]
    public void Ordinary_columns_are_not_spoken_of()
    {
        var rows = Enumerable.Range(0, Rows).ToArray();
        var table = Table.Create(
            Column.Of("x", [.. rows.Select(i => Math.Sin(i * 12.9898) * 10)]),
            Column.Of("n", [.. rows.Select(i => (long)(i * 31 % 23))]),
            Column.Of("c", [.. rows.Select(i => (string?)$"level {i * 17 % 5}")]));

        Assert.Empty(Profile.Of(table, new ProfileOptions { Relations = true }).Findings());
    }
}
