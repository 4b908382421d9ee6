namespace Cambium.Cli.Tests;

/// <summary>cambium data mask.</summary>
public sealed class DataMaskTests(Workshop workshop) : IClassFixture<Workshop>
{
    const string People =
        "name,card,age,born,city,mail,ill\nAnn,4111111111111111,31,1990-05-17,Oslo,ann@example.org,yes\nBob,5555555555554444,38,1991-02-03,Bergen,bob@example.org,no\n"
        + "Ann,4012888888881881,52,1970-08-09,Molde,eve@example.org,no\n";

    static readonly (string, string)[] Key = [("CAMBIUM_PSEUDONYM_KEY", "0123456789abcdef")];

    [Fact]
    public async Task Every_rule_does_what_it_says()
    {
        workshop.WithFile("people.csv", People).WithFile("west.csv", "city,region\nBergen,west\nMolde,west\n");

        var answer = (await workshop.RunAsync(
            Key, "data", "mask", "people.csv", "--out", "safe.csv", "--pseudonymise", "name", "--mask", "card=4", "--bin", "age=10", "--coarsen", "born=year", "--group", "city=west.csv", "--suppress", "mail")).Done();

        var lines = await File.ReadAllLinesAsync(Path.Combine(workshop.Folder, "safe.csv"), TestContext.Current.CancellationToken);
        var rows = lines.Skip(1).Select(line => line.Split(',', 2)).ToArray();
        Assert.Equal("name,card,age,born,city,mail,ill", lines[0]);
        Assert.Equal(
            ["************1111,\"[30, 40)\",1990-01-01,,,yes", "************4444,\"[30, 40)\",1991-01-01,west,,no", "************1881,\"[50, 60)\",1970-01-01,west,,no"], rows.Select(row => row[1]));
        Assert.Equal(rows[0][0], rows[2][0]);
        Assert.NotEqual(rows[0][0], rows[1][0]);
        Assert.Matches("^[0-9a-f]{32}$", rows[0][0]);
        Assert.Equal(
            "  card: masked but for 4 at the end\n  name: pseudonymised\n  age: put in ranges of 10\n  born: coarsened to the year\n  city: put in 1 group\n  mail: left without values\n"
            + "people.csv: 3 rows; written to safe.csv.\n",
            answer.Out);
    }

    [Fact]
    public async Task Rows_that_do_not_hide_are_left_out_and_the_measures_told()
    {
        workshop.WithFile("people.csv", People);

        var answer = (await workshop.RunAsync("data", "mask", "people.csv", "--bin", "age=10", "--quasi", "age", "--sensitive", "ill", "--k", "2", "--l", "2", "--out", "hidden.jsonl", "--json")).Done();
        var measured = (await workshop.RunAsync("data", "mask", "people.csv", "--quasi", "age,city", "--sensitive", "ill")).Done();

        Assert.Equal((2, 1), ((int)answer.Json["rows"]!, (int)answer.Json["left_out"]!));
        Assert.Equal((1, 1, 2, 2), ((int)answer.Json["before"]!["k"]!, (int)answer.Json["before"]!["l"]!, (int)answer.Json["after"]!["k"]!, (int)answer.Json["after"]!["l"]!));
        Assert.StartsWith("{\"name\":\"Ann\"", await File.ReadAllTextAsync(Path.Combine(workshop.Folder, "hidden.jsonl"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("  k 1, l 1, t 0.667 of ill in 3 groups of 3 rows.\npeople.csv: 3 rows; nothing is written.\n", measured.Out);
    }

    [Fact]
    public async Task What_is_left_that_looks_personal_is_named()
    {
        workshop.WithFile("people.csv", People);

        var answer = (await workshop.RunAsync("data", "mask", "people.csv", "--suppress", "card", "--out", "some.csv")).Done();

        Assert.Contains("  Still likely personal: name, born, mail. See: cambium data scan some.csv\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_named()
    {
        workshop.WithFile("people.csv", People);

        (await workshop.RunAsync("data", "mask", "people.csv", "--pseudonymise", "name", "--key-file", "nokey", "--out", "o.csv")).Refused(
            1, "cambium data mask: There is no file 'nokey', which should hold the key of pseudonyms. Write 16 or more bytes that nobody can guess to it.");
    }

    [Theory]
    [InlineData("Name the file to write with --out FILE. Without rules, --quasi COL,... alone measures the table as it is.", "--mask", "card")]
    [InlineData("--k, --l, --t and --sensitive are about groups of rows that are equal in some columns. Name these with --quasi COL,...", "--k", "2", "--out", "o.csv")]
    [InlineData("--l and --t are about what others must not learn. Name it with --sensitive COL.", "--quasi", "age", "--l", "2", "--out", "o.csv")]
    [InlineData("--out would write over 'people.csv' itself. Name another file.", "--mask", "card", "--out", "people.csv")]
    [InlineData("Column 'card' is masked and left without values. Give it one of the two.", "--mask", "card", "--suppress", "card", "--out", "o.csv")]
    [InlineData("--bin takes COL=WIDTH with a width above 0, such as age=10, not 'age=0'.", "--bin", "age=0", "--out", "o.csv")]
    [InlineData("--coarsen takes COL=month or COL=year, not 'born=day'.", "--coarsen", "born=day", "--out", "o.csv")]
    [InlineData("--mask takes COL or COL=KEEP, such as card=4, not 'card=all'.", "--mask", "card=all", "--out", "o.csv")]
    [InlineData("A key is for --pseudonymise COL. Name the columns, or leave the key out.", "--key-file", "k", "--mask", "card", "--out", "o.csv")]
    [InlineData("--key-file and --key-env are two keys. Give one of them.", "--pseudonymise", "name", "--key-file", "k", "--key-env", "K", "--out", "o.csv")]
    [InlineData("The environment has no variable 'CAMBIUM_PSEUDONYM_KEY', which should hold the key of pseudonyms. Set it, or read the key from a file.", "--pseudonymise", "name", "--out", "o.csv")]
    public async Task Words_that_make_no_sense_are_refused(string message, params string[] words)
    {
        workshop.WithFile("people.csv", People);

        (await workshop.RunAsync(["data", "mask", "people.csv", .. words])).Refused(2, $"cambium data mask: {message}");

        Assert.False(File.Exists(Path.Combine(workshop.Folder, "o.csv")));
    }

    [Fact]
    public async Task Where_nobody_hides_nothing_is_written()
    {
        workshop.WithFile("people.csv", People);

        var answer = await workshop.RunAsync("data", "mask", "people.csv", "--quasi", "age", "--k", "2", "--out", "none.csv");

        answer.Refused(1, "cambium data mask: No row is left: none of 3 groups holds what is asked. Make age coarser with --bin, --coarsen or --group, or ask for less. Nothing is written.");
        Assert.False(File.Exists(Path.Combine(workshop.Folder, "none.csv")));
    }
}
