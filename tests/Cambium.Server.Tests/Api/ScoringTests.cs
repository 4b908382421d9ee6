using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Cambium.Server.Tests;

/// <summary>The Open Inference Protocol and MLflow's /invocations over HTTP.</summary>
public sealed class ScoringTests(RunningServer server)
{
    const string Row = """{"payment_to_income": 0.4, "credit_history": 3, "afam": "no"}""";

    const string Tensors =
        """
        {"id": "one", "inputs": [
          {"name": "payment_to_income", "shape": [2], "datatype": "FP64", "data": [0.4, 0.1]},
          {"name": "credit_history", "shape": [2], "datatype": "INT64", "data": [3, 1]},
          {"name": "afam", "shape": [2], "datatype": "BYTES", "data": ["no", "yes"]}]}
        """;

    [Theory]
    [InlineData("/health", "OK")]
    [InlineData("/v2/health/live", "{\"live\":true}")]
    [InlineData("/v2/health/ready", "{\"ready\":true}")]
    [InlineData("/v2/models/mortgages/ready", "{\"name\":\"mortgages\",\"ready\":true}")]
    public async Task Health_answers(string address, string expected)
    {
        using var client = server.Client();

        Assert.Equal(expected, await client.GetStringAsync(Address.Of(address), Test.Stop));
    }

    [Fact]
    public async Task Metadata_names_inputs_outputs_and_versions()
    {
        using var client = server.Client();

        using var metadata = JsonDocument.Parse(await client.GetStringAsync(Address.Of("/v2/models/mortgages"), Test.Stop));

        Assert.Equal("mortgages", metadata.RootElement.GetProperty("name").GetString());
        Assert.Equal(["2", "1"], metadata.RootElement.GetProperty("versions").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(["payment_to_income", "credit_history", "afam"], Names(metadata, "inputs"));
        Assert.Equal(["prediction", "probabilities"], Names(metadata, "outputs"));
    }

    [Theory]
    [InlineData("/v2/models/mortgages/infer", "2")]
    [InlineData("/v2/models/mortgages/versions/1/infer", "1")]
    [InlineData("/v2/models/mortgages@challenger/infer", "1")]
    public async Task Inference_answers_with_the_version_asked_for(string address, string version)
    {
        var (status, answer) = await PostAsync(address, Tensors);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("mortgages", answer.GetProperty("model_name").GetString());
        Assert.Equal(version, answer.GetProperty("model_version").GetString());
        Assert.Equal("one", answer.GetProperty("id").GetString());
        Assert.Equal([2, 2], answer.GetProperty("outputs")[1].GetProperty("shape").EnumerateArray().Select(item => item.GetInt32()));
    }

    [Theory]
    [InlineData("/invocations")]
    [InlineData("/invocations?model=mortgages")]
    [InlineData("/invocations?model=mortgages@challenger")]
    [InlineData("/invocations?model=mortgages/1")]
    public async Task Invocations_answer_one_prediction_a_row(string address)
    {
        var (status, answer) = await PostAsync(address, $$"""{"dataframe_records": [{{Row}}, {{Row}}]}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["no", "no"], answer.GetProperty("predictions").EnumerateArray().Select(item => item.GetString()));
    }

    [Fact]
    public async Task Invocations_take_csv()
    {
        var (status, answer) = await PostAsync("/invocations?model=mortgages", "payment_to_income,credit_history,afam\n0.4,3,no\n0.2,1,yes\n", "text/csv");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, answer.GetProperty("predictions").GetArrayLength());
    }

    [Theory]
    [InlineData("/v2/models/mortgage/infer", "There is no model 'mortgage'. Did you mean 'mortgages'? The models are: mortgages.")]
    [InlineData("/v2/models/mortgages/versions/9/infer", "Model 'mortgages' has no version '9'. It has: 2, 1.")]
    [InlineData("/invocations?model=mortgages@champoin", "Model 'mortgages' has no alias 'champoin'. Did you mean 'champion'? It has: challenger, champion.")]
    public async Task An_unknown_model_is_404_with_a_suggestion(string address, string error)
    {
        var (status, answer) = await PostAsync(address, "{}");

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(error, answer.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"dataframe_records\": 7}")]
    [InlineData("{\"dataframe_records\": [{\"payment_to_income\": \"much\", \"credit_history\": 3, \"afam\": \"no\"}]}")]
    [InlineData("{\"dataframe_records\": [{\"afam\": \"no\"}]}")]
    [InlineData("{\"inputs\": [{\"name\": \"afam\"}]}")]
    public async Task A_request_that_does_not_fit_is_400_and_says_why(string body)
    {
        foreach (var address in new[] { "/invocations", "/v2/models/mortgages/infer" })
        {
            var (status, answer) = await PostAsync(address, body);

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith("The request cannot be answered: ", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Json_that_is_nested_too_deep_is_400()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));

        var (status, _) = await PostAsync("/invocations", $$"""{"inputs": {{deep}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_that_another_sites_form_could_send_is_415(string? type)
    {
        var (status, answer) = await PostAsync("/invocations", $$"""{"dataframe_records": [{{Row}}]}""", type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.EndsWith("send it with the header Content-Type: application/json or text/csv.", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413_before_it_is_read()
    {
        var answer = await RawRequest.SendAsync(
            server.Server.Url, "POST /invocations HTTP/1.1", $"Host: {server.Server.Url.Authority}", "Content-Type: application/json", "Content-Length: 99999999999");

        Assert.Equal(413, RawRequest.StatusOf(answer));
        Assert.Contains("The request's body is larger than 64 MiB; send the rows in several requests.", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binary_tensors_are_refused_in_words()
    {
        using var client = server.Client();
        using var content = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/models/mortgages/infer") { Content = content };
        request.Headers.Add("Inference-Header-Content-Length", "3");

        using var answer = await client.SendAsync(request, Test.Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("binary tensors", await answer.Content.ReadAsStringAsync(Test.Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_the_answer_says_how_to_make_one()
    {
        using var client = new HttpClient { BaseAddress = server.Empty.Url };
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(Address.Of("/invocations"), content, Test.Stop);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("cambium train DATA --target COLUMN --register NAME", await answer.Content.ReadAsStringAsync(Test.Stop), StringComparison.Ordinal);
    }

    async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string address, string body, string? type = "application/json")
    {
        using var client = server.Client();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var answer = await client.PostAsync(Address.Of(address), content, Test.Stop);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Test.Stop));
        return (answer.StatusCode, document.RootElement.Clone());
    }

    static IEnumerable<string?> Names(JsonDocument metadata, string property) =>
        metadata.RootElement.GetProperty(property).EnumerateArray().Select(item => item.GetProperty("name").GetString());
}
