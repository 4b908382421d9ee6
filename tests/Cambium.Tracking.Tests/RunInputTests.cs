using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Tracking.Tests;

/// <summary>What runs note of the tables that they read.</summary>
public sealed class RunInputTests : IDisposable
{
    readonly DatasetPlace _place = new();
    readonly Tracker _tracker;

    public RunInputTests() => _tracker = Tracker.Open(_place.File("runs"), _place.Clock);

    public void Dispose()
    {
        _tracker.Dispose();
        _place.Dispose();
    }

    [Fact]
    public void A_version_is_noted_with_its_number_fingerprint_schema_and_profile()
    {
        File.WriteAllText(_place.File("prices.csv"), "id,city,price,day,sold\n1,Bern,10.5,2026-01-01,true\n2,Basel,,2026-01-02,false\n");
        var version = _place.Add("prices", _place.File("prices.csv")).Version;

        var (shown, record) = Noted(run => run.Input(version, _place.Place));

        Assert.Equal(new RunDataset("prices", 1, version.Fingerprint[..32], "training"), shown);
        Assert.Equal("cambium", record.SourceType);
        Assert.Equal($$"""{"uri":"{{_place.Place}}","name":"prices","version":1,"file":"prices.csv","sha256":"{{version.Sha256}}"}""", record.Source);
        Assert.Equal(
            """{"mlflow_colspec":[{"type":"long","name":"id","required":true},{"type":"string","name":"city","required":true},{"type":"double","name":"price","required":false},{"type":"datetime","name":"day","required":true},{"type":"boolean","name":"sold","required":true}]}""",
            record.Schema);
        var profile = JsonNode.Parse(record.Profile!)!;
        Assert.Equal((2, 10, version.Fingerprint, 64), ((int)profile["num_rows"]!, (int)profile["num_elements"]!, (string)profile["fingerprint"]!, ((string)profile["profile_sha256"]!).Length));
    }

    [Fact]
    public void A_file_is_noted_as_the_version_of_its_content_is()
    {
        var file = _place.Csv("prices.csv", 100);
        var version = _place.Add("prices", file).Version;

        var (ofVersion, first) = Noted(run => run.Input(version, _place.Place));
        var (ofFile, second) = Noted(run => run.Input("prices.csv", Table.ReadCsv(file), file, "test"));

        Assert.Equal(ofVersion with { Name = "prices.csv", Version = null, Context = "test" }, ofFile);
        Assert.Equal(("local", $$"""{"uri":"{{file}}"}"""), (second.SourceType, second.Source));
        Assert.Equal((first.Schema, first.Profile), (second.Schema, second.Profile));
    }

    [Theory]
    [InlineData("s3://bucket/a.csv", "s3", """{"uri":"s3://bucket/a.csv"}""")]
    [InlineData("https://ann:secret@example.org/a.csv?signature=secret", "http", """{"url":"https://example.org/a.csv"}""")]
    public void Addresses_are_noted_without_secrets(string address, string type, string source)
    {
        var (_, record) = Noted(run => run.Input("a.csv", Table.Create(Column.Of("a", [1L])), address));

        Assert.Equal((type, source), (record.SourceType, record.Source));
    }

    [Fact]
    public void A_context_that_is_too_long_is_refused()
    {
        using var run = _tracker.Start("e", "r");

        var refused = Assert.Throws<TrackingException>(() => run.Input("a.csv", Table.Create(Column.Of("a", [1L])), "a.csv", new string('x', 501)));

        Assert.Contains("500", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_tracker.FindRun(run.Id).Datasets);
    }

    (RunDataset Shown, DatasetRecord Record) Noted(Action<Run> note)
    {
        using var run = _tracker.Start("e", "r");
        note(run);
        run.Complete();
        return (Assert.Single(_tracker.FindRun(run.Id).Datasets), Assert.Single(_tracker.Store.Runs.GetRun(run.Id).Datasets).Dataset);
    }
}
