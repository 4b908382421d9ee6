using System.Net;
using System.Text;
using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>SHAP values over HTTP.</summary>
public sealed class ScoringExplainTests : IAsyncLifetime
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-explain-").FullName;
    CambiumServer? _server;

    public async ValueTask InitializeAsync()
    {
        using (var tracker = Tracker.Open(_folder))
        {
            Register(tracker, "trees", new BoostedTreesRegressor { Trees = 3 });
            Register(tracker, "nearest", new KNearestRegressor());
        }

        _server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = _folder });
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync(); // started
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_explained_answer_adds_up_to_the_prediction()
    {
        var (status, answer) = await PostAsync("/v2/models/trees/infer", Tensor("true"));
        var (_, invoked) = await PostAsync("/invocations?model=trees", """{"instances": [{"x": 30}], "params": {"explain": true}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        var (prediction, shap) = (answer.GetProperty("outputs")[0], answer.GetProperty("outputs")[1]);
        var parts = shap.GetProperty("parameters").GetProperty("base_value_0").GetDouble() + shap.GetProperty("data")[0].GetDouble();
        Assert.Equal("shap_values", shap.GetProperty("name").GetString());
        Assert.Equal(prediction.GetProperty("data")[0].GetDouble(), parts, 1e-9); // three trees in another order of adding
        Assert.Equal(shap.GetProperty("data")[0].GetDouble(), invoked.GetProperty("explanation").GetProperty("values")[0][0].GetDouble());
    }

    [Theory]
    [InlineData("trees", "1", "'parameters.explain' is the number 1, expected true or false.")]
    [InlineData("nearest", "true", "cambium explain.")]
    public async Task What_cannot_be_explained_is_400(string model, string explain, string end)
    {
        var (status, answer) = await PostAsync($"/v2/models/{model}/infer", Tensor(explain));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("The request cannot be answered", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(end, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_names_explanations_as_its_extension()
    {
        using var client = new HttpClient { BaseAddress = _server!.Url }; // started

        using var answer = JsonDocument.Parse(await client.GetStringAsync(Address.Of("/v2"), Test.Stop));

        Assert.Equal("explain", answer.RootElement.GetProperty("extensions")[0].GetString());
    }

    static string Tensor(string explain) => $$"""{"parameters": {"explain": {{explain}}}, "inputs": [{"name": "x", "shape": [1], "datatype": "FP64", "data": [30]}]}""";

    static void Register(Tracker tracker, string name, Regressor recipe)
    {
        var x = Enumerable.Range(0, 60).Select(row => (double)row).ToArray();
        using var run = tracker.Start("explained", name);
        run.Log(recipe.Fit(Table.Create(Column.Of("x", x), Column.Of("y", [.. x.Select(value => Math.Floor(value / 10))])), "y"));
        run.Complete();
        tracker.Register(name, run.Id);
    }

    async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string address, string body)
    {
        using var client = new HttpClient { BaseAddress = _server!.Url }; // started
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Address.Of(address), content, Test.Stop);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Test.Stop));
        return (answer.StatusCode, document.RootElement.Clone());
    }
}
