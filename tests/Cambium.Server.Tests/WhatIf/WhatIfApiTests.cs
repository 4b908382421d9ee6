using System.Net;
using System.Text;
using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>A row that is answered with its explanation, over HTTP.</summary>
public sealed class WhatIfApiTests : IAsyncLifetime
{
    WritableServer? _server;
    string _run = "";

    WritableServer Own => _server ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await WritableServer.StartAsync();
        _run = WhatIfStore.AddSums(Own.Tracker);
    }

    public ValueTask DisposeAsync() => Own.DisposeAsync();

    [Fact]
    public async Task A_row_is_answered_with_each_columns_part()
    {
        foreach (var address in new[] { "/models/sums/1/what-if", $"/runs/{_run}/what-if" })
        {
            var (status, answer) = await PostAsync(address, """{"a": 7, "b": "2"}""");

            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal(18, answer.GetProperty("prediction").GetDouble(), 1e-9);
            var explanation = answer.GetProperty("explanation");
            Assert.Equal(("linear SHAP around the training means", "value", "y"), (explanation.GetProperty("method").GetString(), explanation.GetProperty("scale").GetString(), explanation.GetProperty("output").GetString()));
            Assert.Equal(13, explanation.GetProperty("base_value").GetDouble(), 1e-9);
            Assert.Equal(8, explanation.GetProperty("values").GetProperty("a").GetDouble(), 1e-9);
            Assert.Equal(-3, explanation.GetProperty("values").GetProperty("b").GetDouble(), 1e-9);
            Assert.Equal("The model answers 18 for y. Moved upwards by a = 7 (+8); downwards by b = 2 (-3).", answer.GetProperty("sentence").GetString());
        }
    }

    [Fact]
    public async Task Classes_have_probabilities_and_a_threshold_of_the_models_own_is_told()
    {
        var table = DemoStore.Mortgages();
        var model = new ThresholdClassifier { Base = new Impute().Then(new OneHot()).Then(new LogisticRegression()) }.Fit(table, "deny");
        WhatIfStore.Add(Own.Tracker, "threshold", model, table);

        var (_, answer) = await PostAsync("/models/threshold/1/what-if", """{"payment_to_income": 0.58, "credit_history": 6, "afam": null}""");

        var probability = answer.GetProperty("probabilities").GetProperty("yes").GetDouble();
        Assert.Equal(1, probability + answer.GetProperty("probabilities").GetProperty("no").GetDouble(), 1e-12);
        Assert.Equal(model.Threshold, answer.GetProperty("threshold").GetDouble());
        Assert.Equal("yes", answer.GetProperty("prediction").GetString());
        Assert.StartsWith(
            $"The model answers 'yes': the probability of 'yes' is {Numbers.Significant(probability)}, and from {Numbers.Significant(model.Threshold)} on it is called so. Moved towards 'yes' by ",
            answer.GetProperty("sentence").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_with_an_interval_is_told_with_it()
    {
        var table = WhatIfStore.Kinds().Select("number", "y");
        var model = new ConformalRegressor { Base = new LinearRegression() }.Fit(table, "y");
        WhatIfStore.Add(Own.Tracker, "interval", model, table);

        var (_, answer) = await PostAsync("/models/interval/1/what-if", """{"number": 3}""");

        var (lower, upper) = model.PredictIntervals(Table.Create(Column.Of("number", [3.0])));
        Assert.Equal((lower[0], upper[0]), (answer.GetProperty("interval").GetProperty("lower").GetDouble(), answer.GetProperty("interval").GetProperty("upper").GetDouble()));
        Assert.Contains(", and expects it from ", answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_an_exact_method_answers_and_says_how_it_is_explained()
    {
        WhatIfStore.Add(Own.Tracker, "nearest", new KNearestRegressor { Neighbours = 2 }.Fit(WhatIfStore.Sums(), "y"));

        var (status, answer) = await PostAsync("/models/nearest/1/what-if", """{"a": 1, "b": 2}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("explanation").ValueKind);
        Assert.Equal(
            "There is no exact method for the SHAP values of a KNearestRegressor, whose answers are no sum over trees or columns. This kind of model is explained by: cambium explain MODEL DATA --log",
            answer.GetProperty("not_explained").GetString());
    }

    [Theory]
    [InlineData("""{"number": "much"}""", "The row cannot be answered: it has no columns 'whole', 'truth', 'colour', 'when', 'words'; send null where a value is not known.")]
    [InlineData(
        """{"number": "1e999", "whole": 2.5, "truth": "perhaps", "colour": ["red"], "when": "soon", "words": {}}""",
        "The row cannot be answered: column 'number': found '1e999', expected a number such as 0.25; column 'whole': found '2.5', expected a whole number such as 12; column 'truth': found 'perhaps', "
        + "expected true or false; column 'when': found 'soon', expected a moment such as 2026-01-31 or 2026-01-31T09:30; column 'colour': found a list, expected one value; column 'words': found an object, "
        + "expected one value.")]
    [InlineData("""{"nummer": 1}""", "The row cannot be answered: the model has no column 'nummer' Did you mean 'number'?.")]
    [InlineData("[1]", "The row cannot be answered: it is a list, expected an object with a value for each column, such as {\"amount\": 20, \"colour\": null}.")]
    [InlineData("""{"words": "\ud800"}""", "The row cannot be answered: it holds a text that is no valid Unicode.")]
    public async Task What_cannot_be_read_is_told_by_column(string row, string expected)
    {
        WhatIfStore.Add(Own.Tracker, "kinds", new MeanRegressor().Fit(WhatIfStore.Kinds(), "y"));

        var (status, answer) = await PostAsync("/models/kinds/1/what-if", row);

        Assert.Equal((HttpStatusCode.BadRequest, expected), (status, answer.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Every_kind_of_value_is_read_as_its_column_is()
    {
        WhatIfStore.Add(Own.Tracker, "kinds", new MeanRegressor().Fit(WhatIfStore.Kinds(), "y"));

        foreach (var row in new[]
        {
            """{"number": -2.5e3, "whole": 3, "truth": true, "colour": "never seen", "when": "2024-02-01T09:30:15.25", "words": "<b>"}""",
            """{"number": "0.1", "whole": "3.0", "truth": "False", "colour": 7, "when": "2024-02-01", "words": ""}""",
            """{"number": null, "whole": null, "truth": null, "colour": null, "when": null, "words": null}""",
        })
        {
            var (status, answer) = await PostAsync("/models/kinds/1/what-if", row);

            Assert.True(status == HttpStatusCode.OK, answer.ToString());
            Assert.Equal(2, answer.GetProperty("prediction").GetDouble(), 1e-9);
        }
    }

    [Fact]
    public async Task What_the_model_does_not_take_is_told()
    {
        var (status, answer) = await PostAsync("/models/sums/1/what-if", """{"a": null, "b": 1}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.StartsWith("The row cannot be answered: ", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("'a'", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_not_finite_is_refused()
    {
        var small = Table.Create(Column.Of("a", [0.01, 0.03, 0.03, 0.05]), Column.Of("y", [6.0, 16, 16, 14]));
        WhatIfStore.Add(Own.Tracker, "small", new Standardize().Then(new LinearRegression()).Fit(small, "y"), small);

        var (far, answer) = await PostAsync("/models/sums/1/what-if", """{"a": 1e308, "b": 1}""");
        var (large, refusal) = await PostAsync("/models/small/1/what-if", """{"a": 1e308}""");

        Assert.Equal(
            (HttpStatusCode.BadRequest, "The row cannot be answered: the model's answer to it is not a finite number, for a value is too far from what the model learned from."),
            (far, answer.GetProperty("detail").GetString()));
        Assert.Equal((HttpStatusCode.BadRequest, "The row cannot be answered: the value of 'a' is too large for this model."), (large, refusal.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_version_a_run_and_a_model_that_are_not_there_are_404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/models/sums/9/what-if", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync("/runs/ffff/what-if", "{}")).Status);
        using var bare = Own.Tracker.Start("what if", "bare");
        bare.Complete();

        var (status, answer) = await PostAsync($"/runs/{bare.Id}/what-if", "{}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal($"Run '{bare.Id}' saved no model, so that there is nothing to ask. Train one with: cambium train DATA --target COLUMN", answer.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Forms_other_sites_and_long_bodies_are_refused()
    {
        using var client = new HttpClient { BaseAddress = Own.Url };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("a", "1")]);
        using var formed = await client.PostAsync(Address.Of("/models/sums/1/what-if"), form, Test.Stop);
        using var forged = new HttpRequestMessage(HttpMethod.Post, Address.Of("/models/sums/1/what-if")) { Content = Json("""{"a": 1, "b": 1}""") };
        forged.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var crossed = await client.SendAsync(forged, Test.Stop);

        var (longStatus, longer) = await PostAsync("/models/sums/1/what-if", $"{{\"a\": \"{new string('1', 1 << 20)}\", \"b\": 1}}");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, formed.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, crossed.StatusCode);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "The row is larger than 1 MiB; send one row with shorter texts."), (longStatus, longer.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task Only_those_who_may_read_the_model_are_answered()
    {
        await using var server = await PeopledServer.StartAsync();
        var run = WhatIfStore.AddSums(new Tracker(server.Store, server.Time));

        foreach (var (name, status) in new[] { ("vera", HttpStatusCode.OK), ("nora", HttpStatusCode.Forbidden), ("", HttpStatusCode.SeeOther) })
        {
            var client = server.Client(name.Length > 0 ? PeopledServer.Basic(name) : null);
            foreach (var address in new[] { "/models/sums/1/what-if", $"/runs/{run}/what-if" })
            {
                using var row = Json("""{"a": 7, "b": 2}""");
                using var answer = await client.PostAsync(Address.Of(address), row, Test.Stop);

                Assert.Equal((name, address, status), (name, address, answer.StatusCode));
            }
        }
    }

    static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string address, string body)
    {
        using var client = new HttpClient { BaseAddress = Own.Url };
        using var content = Json(body);
        using var answer = await client.PostAsync(Address.Of(address), content, Test.Stop);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Test.Stop));
        return (answer.StatusCode, document.RootElement.Clone());
    }
}
