using Cambium.Tracking.Tests;

namespace Cambium.Cli.Tests;

/// <summary>cambium data add, list, diff, checkout, push, pull and gc.</summary>
public sealed class DataVersionsTests : IDisposable
{
    const string Before = "id,city,price\n1,Bern,10\n2,Basel,20\n3,Chur,30\n";
    const string After = "id,city,price\n1,Bern,10\n3,Chur,30.5\n4,Zug,40\n";

    readonly Workshop _workshop = new();

    public void Dispose() => _workshop.Dispose();

    [Fact]
    public async Task Added_files_are_listed_compared_and_written_again()
    {
        var (one, _) = (await AddAsync(Before), await AddAsync(After));
        var again = await AddAsync(Before);

        var datasets = await JsonAsync("data", "list");
        var versions = await JsonAsync("data", "list", "prices");
        var diff = await JsonAsync("data", "diff", "prices@1", "prices@latest", "--key", "id");
        (await _workshop.RunAsync("data", "checkout", "prices@1", "--out", "back.csv")).Done();

        Assert.Equal((true, 1, 3), ((bool)one["is_new"]!, (int)one["new_chunks"]!, (int)one["version"]!["rows"]!));
        Assert.Equal((false, 0, 1), ((bool)again["is_new"]!, (int)again["new_chunks"]!, (int)again["version"]!["version"]!));
        Assert.Equal(("prices", 2), ((string)datasets["datasets"]![0]!["name"]!, (int)datasets["datasets"]![0]!["versions"]!));
        Assert.Equal([1, 2], versions["versions"]!.AsArray().Select(version => (int)version!["version"]!));
        Assert.Equal(("prices@2", false, 1, 1, 1, 1), ((string)diff["newer"]!, (bool)diff["is_same"]!, (int)diff["added"]!, (int)diff["removed"]!, (int)diff["changed"]!, (int)diff["unchanged"]!));
        Assert.Equal(["changed", "added", "removed"], diff["examples"]!.AsArray().Select(row => (string)row!["kind"]!));
        Assert.Equal(Before, await File.ReadAllTextAsync(Path.Combine(_workshop.Folder, "back.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Exit_code_tells_whether_anything_differs()
    {
        await AddAsync(Before);
        _workshop.WithFile("prices.csv", After);

        var other = await _workshop.RunAsync("data", "diff", "prices@1", "prices.csv", "--exit-code");
        var same = await _workshop.RunAsync("data", "diff", "prices@1", "prices@1", "--exit-code");

        Assert.Equal((1, ""), (other.Status, other.Error));
        Assert.Contains("prices@1 → prices.csv: 2 rows added, 2 removed, 1 unchanged; 1 column differs.\n", other.Out, StringComparison.Ordinal);
        Assert.Contains("prices@1 → prices@1: 0 rows added, 0 removed, 3 unchanged; the same columns.\n", same.Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_no_store()
    {
        await AddAsync(Before);

        (await _workshop.RunAsync("data", "push", "--to", "prices.csv")).Refused(
            1, "cambium data push: 'prices.csv' is a file, expected a store of datasets: name a folder, which is made where there is none, or s3://BUCKET/PREFIX.");
    }

    [Fact]
    public async Task A_damaged_version_is_named_and_the_others_are_listed()
    {
        await AddAsync(Before);
        await AddAsync(After);
        await File.WriteAllTextAsync(Path.Combine(_workshop.Folder, "cambium-data", "datasets", "datasets", "prices", "000001.json"), "{", TestContext.Current.CancellationToken);

        var versions = await _workshop.RunAsync("data", "list", "prices");
        var datasets = await _workshop.RunAsync("data", "list");

        Assert.Equal(1, versions.Status);
        Assert.Contains(" prices@2 ", versions.Out, StringComparison.Ordinal);
        Assert.Contains("  The document of version 1 of dataset 'prices' is damaged.", versions.Out, StringComparison.Ordinal);
        Assert.Contains(" prices  ", datasets.Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_is_data_for_every_command()
    {
        await AddAsync(Before);

        var profile = await JsonAsync("profile", "prices@latest");
        var mistyped = await _workshop.RunAsync("profile", "Prices@1");
        var typed = await _workshop.RunAsync("profile", "prices@1", "--type", "id=text");

        Assert.Equal(3, (int)profile["rows"]!);
        mistyped.Refused(1, $"cambium profile: There is no file 'Prices@1'. Check the name, or the folder you are in ({_workshop.Folder}). A version of a dataset is written NAME@VERSION, such as prices@3 or prices@latest.");
        Assert.Contains(" id      text ", typed.Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_tells_what_it_learned_from()
    {
        _workshop.WithSample("mortgages.csv");
        var version = (await JsonAsync("data", "add", "mortgages.csv", "--datasets", "mine"))["version"]!;
        string[] baseline = ["--target", "deny", "--learner", "baseline", "--register", "m"];

        var learned = await JsonAsync(["train", "mortgages@latest", .. baseline, "--datasets", "mine"]);
        var file = await JsonAsync(["train", "mortgages.csv", .. baseline]);
        var said = (await _workshop.RunAsync(["train", "mortgages@1", .. baseline, "--datasets", "mine"])).Done();

        var shown = (await JsonAsync("runs", "show", (string)learned["run_id"]!))["run"]!;
        var digest = ((string)version["fingerprint"]!)[..32];
        Assert.Equal(("mortgages", "mortgages@1"), ((string)shown["experiment"]!, (string)shown["tags"]!["data.file"]!));
        Assert.Equal(("mortgages", 1, digest, "training"), Dataset(shown));
        Assert.Equal(("mortgages.csv", null, digest, "training"), Dataset((await JsonAsync("runs", "show", (string)file["run_id"]!))["run"]!));
        Assert.Contains($" mortgages@1  {digest}  training", (await _workshop.RunAsync("runs", "show", (string)learned["run_id"]!)).Done().Out, StringComparison.Ordinal);
        Assert.Contains("cambium predict models:/m/3 mortgages@1 --datasets mine\n", said.Out, StringComparison.Ordinal);

        static (string, int?, string, string) Dataset(System.Text.Json.Nodes.JsonNode run) =>
            run["datasets"]!.AsArray().Select(input => ((string)input!["name"]!, (int?)input["version"], (string)input["digest"]!, (string)input["context"]!)).Single();
    }

    [Fact]
    public async Task A_file_of_the_name_of_a_version_comes_first()
    {
        await AddAsync(Before);
        _workshop.WithFile("prices@1", "a\n1\n");

        Assert.Equal(1, (int)(await JsonAsync("profile", "prices@1"))["rows"]!);
    }

    [Fact]
    public async Task Versions_go_to_S3_and_back()
    {
        using var s3 = new S3Double();
        (string, string)[] keys = [("AWS_ACCESS_KEY_ID", S3Double.AccessKey), ("AWS_SECRET_ACCESS_KEY", S3Double.Secret), ("AWS_ENDPOINT_URL_S3", s3.Endpoint)];
        await AddAsync(Before);

        var pushed = (await _workshop.RunAsync(keys, "data", "push", "--to", "s3://bucket/data", "--json")).Done().Json;
        var again = (await _workshop.RunAsync(keys, "data", "push", "prices", "--to", "s3://bucket/data")).Done();
        (await _workshop.RunAsync(keys, "data", "pull", "prices", "--from", "s3://bucket/data", "--datasets", "other")).Done();
        var there = (await _workshop.RunAsync([.. keys, ("CAMBIUM_DATASETS", "s3://bucket/data")], "data", "list", "--json")).Done().Json;

        Assert.Equal((1, 1), ((int)pushed["datasets"]![0]!["versions"]![0]!, (int)pushed["datasets"]![0]!["chunks"]!));
        Assert.Contains("prices: s3://bucket/data has all of it already.\n", again.Out, StringComparison.Ordinal);
        Assert.Equal("prices", (string)there["datasets"]![0]!["name"]!);
        Assert.Equal(3, (int)(await JsonAsync("profile", "prices@1", "--datasets", "other"))["rows"]!);
    }

    [Fact]
    public async Task Garbage_is_told_and_goes_only_when_it_is_meant()
    {
        await AddAsync(Before);
        await AddAsync(After);
        File.Delete(Path.Combine(_workshop.Folder, "cambium-data/datasets/datasets/prices/000002.json"));

        var told = await JsonAsync("data", "gc");
        var removed = await JsonAsync("data", "gc", "--yes");

        Assert.Equal((1, false, 1, true), ((int)told["chunks"]!, (bool)told["is_removed"]!, (int)removed["chunks"]!, (bool)removed["is_removed"]!));
        Assert.Contains("There is nothing to remove in ", (await _workshop.RunAsync("data", "gc")).Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told_and_nothing_is_made()
    {
        _workshop.WithFile("Two Words.csv", Before);
        const string NoStore = "There is no store of datasets in 'cambium-data/datasets'. Name its folder or s3://BUCKET/PREFIX with --datasets, or make one with 'cambium data add DATA'.";

        foreach (var words in (string[])["data list", "data gc", "data checkout prices@1", "data push --to there", "profile prices@1"])
        {
            var word = words.StartsWith("data", StringComparison.Ordinal) ? string.Join(' ', words.Split(' ').Take(2)) : "profile";
            (await _workshop.RunAsync(words.Split(' '))).Refused(1, $"cambium {word}: {NoStore}");
        }

        (await _workshop.RunAsync("data", "add", "Two Words.csv")).Refused(
            2, "cambium data add: 'two words', from the name of the file, is no name of a dataset. Give one with --name, of small letters, digits, '.', '-' and '_'.");
        (await _workshop.RunAsync("data", "add", "TwoWords.csv")).Refused(
            1, $"cambium data add: There is no file 'TwoWords.csv'. Did you mean 'Two Words.csv'? Check the name, or the folder you are in ({_workshop.Folder}).");
        Assert.Equal(["Two Words.csv"], Directory.EnumerateFileSystemEntries(_workshop.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Names_that_are_not_there_get_a_suggestion_and_files_are_not_replaced()
    {
        await AddAsync(Before);
        var place = Path.Combine(_workshop.Folder, "cambium-data/datasets");

        (await _workshop.RunAsync("data", "push", "prics", "--to", "there")).Refused(1, $"cambium data push: There is no dataset 'prics' in {place}. Did you mean 'prices'? It has: prices.");
        (await _workshop.RunAsync("data", "list", "prics")).Refused(1, $"cambium data list: There is no dataset 'prics' in {place}. Did you mean 'prices'? The datasets are listed by: cambium data list");
        (await _workshop.RunAsync("data", "checkout", "prices@1")).Refused(
            1, "cambium data checkout: There is 'prices.csv' already; nothing was written. Name another file with --out, or replace it with --overwrite.");
        (await _workshop.RunAsync("profile", "prices@2")).Refused(1, $"cambium profile: There is no version 2 of dataset 'prices' in {place}; there are 1.");
        (await _workshop.RunAsync("data", "diff", "prices@1", "prices@1", "--key", "nr")).Refused(
            1, "cambium data diff: The key's column 'nr' is not in the older version, which has id, city, price. Name columns that both have.");
        Assert.False(Directory.Exists(Path.Combine(_workshop.Folder, "there")));
    }

    [Theory]
    [InlineData(null, null, "cambium-data/datasets")]
    [InlineData(null, "mine", "mine/datasets")]
    [InlineData(null, "http://localhost:5000", "cambium-data/datasets")]
    [InlineData("s3://team/data", "mine", "s3://team/data")]
    public void The_store_of_datasets_is_beside_the_tracking_store(string? datasets, string? store, string expected) =>
        Assert.Equal(expected, DatasetArgument.Standard(name => name == "CAMBIUM_DATASETS" ? datasets : name == "CAMBIUM_STORE" ? store : null));

    async Task<System.Text.Json.Nodes.JsonNode> AddAsync(string text)
    {
        _workshop.WithFile("prices.csv", text);
        return await JsonAsync("data", "add", "prices.csv");
    }

    async Task<System.Text.Json.Nodes.JsonNode> JsonAsync(params string[] words) => (await _workshop.RunAsync([.. words, "--json"])).Done().Json;
}
