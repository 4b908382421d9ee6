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

    async Task<(string First, string Second)> TwoRunsAsync(string store)
    {
        workshop.WithSample("iris.csv");
        var first = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--register", "iris", "--store", store, "--json")).Done().Json;
        var second = (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "linear", "--set", "l2=10", "--register", "iris", "--store", store, "--json")).Done().Json;
        return ((string)first["run_id"]!, (string)second["run_id"]!);
    }
}
