namespace Cambium.Cli.Tests;

/// <summary>cambium data scan.</summary>
public sealed class DataScanTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Likely_personal_data_are_listed_with_masked_examples()
    {
        workshop.WithFile("people.csv", "id,mail,sum\n1,ann@example.org,2\n2,bob@example.org,3\n3,,4\n");

        var answer = (await workshop.RunAsync("data", "scan", "people.csv")).Done();

        Assert.Contains(" mail    e-mail     2   100%", answer.Out, StringComparison.Ordinal);
        Assert.Contains("people.csv: 3 rows, 3 columns; 1 column looks like personal data.\n", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_the_findings()
    {
        workshop.WithFile("people.csv", "id,mail,sum\n1,ann@example.org,2\n2,bob@example.org,3\n3,,4\n");

        var json = (await workshop.RunAsync("data", "scan", "people.csv", "--json")).Done().Json;

        var finding = Assert.Single(json["findings"]!.AsArray())!;
        Assert.Equal(("mail", "email", 2, 1.0), ((string)finding["column"]!, (string)finding["kind"]!, (int)finding["rows"]!, (double)finding["share"]!));
        Assert.Equal("a**@*******.***", (string)finding["examples"]![0]!);
    }

    [Fact]
    public async Task A_table_without_people_is_left_in_peace()
    {
        workshop.WithSample("wine.csv");

        var answer = (await workshop.RunAsync("data", "scan", "wine.csv")).Done();

        Assert.StartsWith("wine.csv: 178 rows, 14 columns; no column looks like personal data.\n", answer.Out, StringComparison.Ordinal);
    }
}
