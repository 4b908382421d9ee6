using Cambium.Server;

namespace Cambium.Cli.Tests;

/// <summary>cambium runs and cambium models.</summary>
public sealed class StoreTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task Runs_are_listed_shown_and_compared()
    {
        var (first, second) = await TwoRunsAsync("compared");

        var list = (await workshop.RunAsync("runs", "list", "--store", "compared", "--json")).Done().Json;
        var shown = (await workshop.RunAsync("runs", "show", first[..8], "--store", "compared")).Done();
        var compared = (await workshop.RunAsync("runs", "compare", first[..6], second[..6], "--store", "compared")).Done();
        var document = (await workshop.RunAsync("runs", "compare", first, second, "--store", "compared", "--json")).Done().Json;

        Assert.Equal([second, first], list["runs"]!.AsArray().Select(run => (string)run!["id"]!));
        Assert.All(list["runs"]!.AsArray(), run => Assert.Equal("finished", (string)run!["status"]!));
        Assert.StartsWith($"logistic-regression  {first}\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("model/weights.safetensors", shown.Out, StringComparison.Ordinal);
        Assert.Contains(first[..8], compared.Out, StringComparison.Ordinal);
        Assert.Contains("l2", document["differing_parameters"]!.AsArray().Select(name => (string)name!));
        Assert.DoesNotContain("tolerance", document["differing_parameters"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public async Task Models_are_listed_shown_and_labelled()
    {
        await TwoRunsAsync("labelled");

        (await workshop.RunAsync("models", "alias", "iris", "champion", "2", "--store", "labelled")).Done();
        (await workshop.RunAsync("models", "alias", "iris", "champion", "1", "--store", "labelled")).Done();
        var list = (await workshop.RunAsync("models", "list", "--store", "labelled")).Done();
        var shown = (await workshop.RunAsync("models", "show", "iris", "--store", "labelled", "--json")).Done().Json;

        Assert.Contains("champion = 1", list.Out, StringComparison.Ordinal);
        Assert.Equal([2, 1], shown["versions"]!.AsArray().Select(version => (int)version!["version"]!));
        Assert.Equal("champion", (string)Assert.Single(shown["versions"]![1]!["aliases"]!.AsArray())!);
    }

    [Fact]
    public async Task What_is_not_there_is_named_with_what_is()
    {
        await TwoRunsAsync("asked");

        (await workshop.RunAsync("models", "alias", "iris", "champion", "7", "--store", "asked")).Refused(1, "cambium models alias: Model 'iris' has no version '7'. It has: 2, 1.");
        (await workshop.RunAsync("models", "show", "irsi", "--store", "asked")).Refused(1, "cambium models show: There is no model 'irsi'. Did you mean 'iris'? The models are: iris.");
        (await workshop.RunAsync("runs", "list", "--experiment", "irsi", "--store", "asked")).Refused(1, "cambium runs list: There is no experiment 'irsi'. Did you mean 'iris'? The experiments are: iris.");
        (await workshop.RunAsync("predict", "models:/iris@champoin", "iris.csv", "--store", "asked")).Refused(1, "cambium predict: Model 'iris' has no alias 'champoin'. It has: none.");
    }

    [Fact]
    public async Task Store_of_a_server_is_written_and_read_like_a_folder()
    {
        await using var server = await CambiumServer.StartAsync(
            new ServerOptions { Port = 0, Store = Path.Combine(workshop.Folder, "served") }, TestContext.Current.CancellationToken);
        var address = server.Url.AbsoluteUri.TrimEnd('/');
        var withPassword = address.Replace("http://", "http://ann:secret@", StringComparison.Ordinal);
        workshop.WithSample("iris.csv");

        var trained = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--register", "flowers", "--store", withPassword)).Done();
        var list = (await workshop.RunAsync("runs", "list", "--store", address, "--json")).Done().Json;
        var id = (string)list["runs"]![0]!["id"]!;
        var shown = (await workshop.RunAsync("runs", "show", id[..8], "--store", address)).Done();
        (await workshop.RunAsync("models", "alias", "flowers", "champion", "1", "--store", address)).Done();
        var models = (await workshop.RunAsync("models", "list", "--store", address)).Done();
        var predicted = (await workshop.RunAsync("predict", "models:/flowers@champion", "iris.csv", "--store", address)).Done();
        var inFolder = (await workshop.RunAsync("predict", "models:/flowers@champion", "iris.csv", "--store", "served")).Done();

        Assert.DoesNotContain("secret", trained.Out, StringComparison.Ordinal);
        Assert.Contains($"next   cambium runs list --store {address}\n", trained.Out, StringComparison.Ordinal);
        Assert.Equal(address, (string)list["store"]!);
        Assert.Contains("model/weights.safetensors", shown.Out, StringComparison.Ordinal);
        Assert.Contains("champion = 1", models.Out, StringComparison.Ordinal);
        Assert.Equal(inFolder.Out, predicted.Out);
    }

    [Fact]
    public async Task Server_does_not_serve_another_server() =>
        (await workshop.RunAsync("server", "--store", "http://localhost:5000")).Refused(
            2, "cambium server: --store names a server, but this command serves a store itself. Name a folder.");

    [Fact]
    public async Task Server_that_is_not_there_is_told() =>
        Assert.Matches(
            "^cambium runs list: http://127.0.0.1:1 did not answer as it should in [0-9]+ tries: .*refused.* Check the address and that the server runs, and try again\\.\n$",
            (await workshop.RunAsync("runs", "list", "--store", "http://127.0.0.1:1")).Error);

    async Task<(string First, string Second)> TwoRunsAsync(string store)
    {
        workshop.WithSample("iris.csv");
        var first = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--register", "iris", "--store", store, "--json")).Done().Json;
        var second = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--set", "l2=10", "--register", "iris", "--store", store, "--json")).Done().Json;
        return ((string)first["run_id"]!, (string)second["run_id"]!);
    }
}
