using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Cambium.Server.Tests;

/// <summary>How requests of MLflow's protocol are read.</summary>
public sealed class MlflowRequestTests
{
    const string Advice = "See the API docs for more information about request parameters.";

    [Theory]
    [InlineData("{\"name\": \"x\"}", "x")]
    [InlineData("{\"name\": null, \"other\": 1}", null)]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}", "b")]
    [InlineData("\"{\\\"name\\\": \\\"x\\\"}\"", "x")]
    [InlineData("{\"name\": \"x\"", null)]
    [InlineData("[1, 2]", null)]
    [InlineData("\"no json\"", null)]
    [InlineData("\"\\\"{}\\\"\"", null)]
    [InlineData("", null)]
    [InlineData("not json", null)]
    public void A_body_that_is_no_object_is_empty(string body, string? name) => Assert.Equal(name, Read(body, fields => fields.OptionalText("name"u8)));

    [Fact]
    public void Json_deeper_than_any_message_is_an_empty_body()
    {
        static string Nested(int depth) => "{\"name\": \"x\", \"deep\": " + new string('[', depth) + new string(']', depth) + "}";

        Assert.Equal("x", Read(Nested(MlflowRequest.MaxDepth - 1), fields => fields.OptionalText("name"u8)));
        Assert.Null(Read(Nested(MlflowRequest.MaxDepth), fields => fields.OptionalText("name"u8)));
        Assert.Null(Read(Nested(10_000), fields => fields.OptionalText("name"u8)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"name\": \"\"}")]
    [InlineData("{\"name\": null}")]
    public void A_text_that_is_missing_is_told(string body) =>
        Assert.Equal($"Missing value for required parameter 'name'. {Advice}", Refusal(body, fields => fields.Text("name"u8)));

    [Theory]
    [InlineData("123", "123", "int")]
    [InlineData("1.50", "1.50", "float")]
    [InlineData("1e3", "1e3", "float")]
    [InlineData("true", "true", "bool")]
    [InlineData("[ 1, \"ü\" ]", "[1,\"ü\"]", "list")]
    [InlineData("{ \"a\" : null }", "{\"a\":null}", "dict")]
    public void A_value_of_another_type_is_told(string value, string shown, string type) => Assert.Equal(
        $"Invalid value {shown} for parameter 'name' supplied:  Hint: Value was of type '{type}'. {Advice}",
        Refusal($"{{\"name\": {value}}}", fields => fields.Text("name"u8)));

    [Theory]
    [InlineData("{\"step\": 7}", 7L)]
    [InlineData("{\"step\": -7}", -7L)]
    [InlineData("{\"step\": \"9223372036854775807\"}", long.MaxValue)]
    [InlineData("{\"step\": -9223372036854775808}", long.MinValue)]
    [InlineData("{\"step\": 3.0}", 3L)]
    [InlineData("{\"step\": 1e3}", 1000L)]
    [InlineData("{\"step\": \"\"}", null)]
    [InlineData("{\"step\": null}", null)]
    public void A_whole_number_comes_also_as_text(string body, long? expected) => Assert.Equal(expected, Read(body, fields => fields.OptionalWhole("step"u8)));

    [Theory]
    [InlineData("1.5", "1.5", "float")]
    [InlineData("\"1.5\"", "\"1.5\"", "str")]
    [InlineData("\"x\"", "\"x\"", "str")]
    [InlineData("9223372036854775808", "9223372036854775808", "int")]
    [InlineData("1e400", "1e400", "float")]
    [InlineData("true", "true", "bool")]
    [InlineData("[]", "[]", "list")]
    public void What_is_no_whole_number_is_refused(string value, string shown, string type) => Assert.Equal(
        $"Invalid value {shown} for parameter 'step' supplied:  Hint: Value was of type '{type}'. {Advice}",
        Refusal($"{{\"step\": {value}}}", fields => fields.OptionalWhole("step"u8)));

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("\"0.25\"", 0.25)]
    [InlineData("\"NaN\"", double.NaN)]
    [InlineData("\"Infinity\"", double.PositiveInfinity)]
    [InlineData("\"-Infinity\"", double.NegativeInfinity)]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("\"1e400\"", double.PositiveInfinity)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-Infinity", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    public void A_number_comes_also_as_text_and_not_finite(string value, double expected) =>
        Assert.Equal(expected, Read($"{{\"note\": \"NaN \\\" NaN\", \"value\": {value}}}", fields => fields.Number("value"u8)));

    [Fact]
    public void A_number_that_is_none_is_refused()
    {
        Assert.Equal(
            $"Invalid value \"abc\" for parameter 'value' supplied:  Hint: Value was of type 'str'. {Advice}",
            Refusal("{\"value\": \"abc\"}", fields => fields.Number("value"u8)));
        Assert.Equal($"Missing value for required parameter 'value'. {Advice}", Refusal("{\"value\": null}", fields => fields.Number("value"u8)));
        Assert.Equal($"Missing value for required parameter 'value'. {Advice}", Refusal("{\"value\": \"\"}", fields => fields.Number("value"u8)));
    }

    [Theory]
    [InlineData("{\"experiment_id\": 7}", 7L)]
    [InlineData("{\"experiment_id\": \"7\"}", 7L)]
    [InlineData("{\"experiment_id\": \"\"}", null)]
    [InlineData("{}", null)]
    public void An_experiments_id_is_a_number_or_its_text(string body, long? expected) =>
        Assert.Equal(expected, Read(body, fields => fields.OptionalExperimentId("experiment_id"u8)));

    [Theory]
    [InlineData("\"x\"", "x")]
    [InlineData("\"-1\"", "-1")]
    [InlineData("\"99999999999999999999\"", "99999999999999999999")]
    [InlineData("1.5", "1.5")]
    public void An_id_that_no_experiment_can_have_does_not_exist(string value, string shown)
    {
        var failure = Assert.Throws<TrackingException>(() => Read($"{{\"experiment_id\": {value}}}", fields => fields.ExperimentId("experiment_id"u8)));

        Assert.Equal(TrackingErrorCode.ResourceDoesNotExist, failure.Code);
        Assert.Equal($"No Experiment with id={shown} exists", failure.Message);
    }

    [Fact]
    public void A_runs_id_has_an_old_name()
    {
        Assert.Equal("a", Read("{\"run_uuid\": \"a\"}", fields => fields.RunId()));
        Assert.Equal("a", Read("{\"run_uuid\": \"b\", \"run_id\": \"a\"}", fields => fields.RunId()));
        Assert.Equal($"Missing value for required parameter 'run_id'. {Advice}", Refusal("{}", fields => fields.RunId()));
    }

    [Theory]
    [InlineData("\"FINISHED\"", 3)]
    [InlineData("3", 3)]
    [InlineData("\"3\"", 3)]
    [InlineData("\"BOGUS\"", null)]
    [InlineData("0", null)]
    [InlineData("17", null)]
    [InlineData("\"\"", null)]
    public void A_status_comes_by_name_or_number_and_another_is_none(string value, int? expected) =>
        Assert.Equal(expected, Read($"{{\"status\": {value}}}", fields => fields.Choice("status"u8, MlflowRunJson.Statuses)));

    [Fact]
    public void Repeated_keys_of_a_query_are_a_list_and_so_is_a_single_one()
    {
        Assert.Equal(["a", "b"], Query("?order_by=a&order_by=b", fields => fields.Texts("order_by"u8)));
        Assert.Equal(["a"], Query("?order_by=a", fields => fields.Texts("order_by"u8)));
        Assert.Equal([7L, 0L], Query("?experiment_ids=7&experiment_ids=0", fields => fields.ExperimentIds("experiment_ids"u8)));
        Assert.Equal(25000, Query("?max_results=25000", fields => fields.OptionalWhole("max_results"u8)));
        Assert.Equal("a b&c", Query("?filter=a%20b%26c", fields => fields.OptionalText("filter"u8)));
        Assert.True(Query("?archive=true", fields => fields.Flag("archive"u8)));
    }

    [Fact]
    public void A_single_text_in_a_body_is_no_list() => Assert.Equal(
        $"Invalid value \"a\" for parameter 'order_by' supplied:  Hint: Value was of type 'str'. {Advice}",
        Refusal("{\"order_by\": \"a\"}", fields => fields.Texts("order_by"u8)));

    [Fact]
    public void Text_that_no_store_can_keep_is_refused()
    {
        Assert.Equal($"Invalid value for parameter 'name' supplied: It is not valid Unicode text. {Advice}", Refusal("{\"name\": \"\\ud800\"}", fields => fields.OptionalText("name"u8)));
        Assert.Equal(
            "Invalid value \"a\\u0000b\" for parameter 'tags[0].value' supplied: Text may not contain NUL characters.",
            Refusal("{\"tags\": [{\"key\": \"k\", \"value\": \"a\\u0000b\"}]}", fields => fields.Pairs("tags"u8)));
    }

    [Fact]
    public void Names_that_are_no_text_are_refused()
    {
        const string Text = $"A name in the body is not valid Unicode text. {Advice}";
        Assert.Equal(Text, Refusal("{\"params\": {\"\\ud800\": \"x\"}}", fields => fields.Map("params"u8)));
        Assert.Equal(Text, Refusal("{\"\\ud800__\": \"x\"}", fields => fields.OptionalText("name"u8)));
        Assert.Equal(Text, Refusal("{\"n\\ud800\": \"x\"}", fields => fields.Has("n\ufffd"u8)));
        Assert.Equal(Text, Refusal("{\"tags\": [{\"ke\\udc00\": \"x\"}]}", fields => fields.Pairs("tags"u8)));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_an_empty_body()
    {
        byte[] body = [.. "{\"name\": \""u8, 0xff, 0xfe, .. "\"}"u8];

        Assert.Null(ReadBytes(body, fields => fields.OptionalText("name"u8)));
    }

    [Theory]
    [InlineData("{\"metrics\": [{\"value\": 1, \"timestamp\": 1}]}", "Missing value for required parameter 'metrics[0].key'.")]
    [InlineData("{\"metrics\": [{\"key\": \"k\", \"value\": 1, \"timestamp\": 1}, {\"key\": \"k\", \"timestamp\": 1}]}", "Missing value for required parameter 'metrics[1].value'.")]
    [InlineData("{\"metrics\": [{\"key\": \"k\", \"value\": 1}]}", "Missing value for required parameter 'metrics[0].timestamp'.")]
    [InlineData("{\"metrics\": [7]}", "Missing value for required parameter 'metrics[0].key'.")]
    [InlineData("{\"params\": [{}]}", "Missing value for required parameter 'params[0].key'.")]
    [InlineData("{\"tags\": [{\"value\": \"v\"}]}", "Missing value for required parameter 'tags[0].key'.")]
    [InlineData("{\"metrics\": {}}", "Invalid value {} for parameter 'metrics' supplied:  Hint: Value was of type 'dict'.")]
    [InlineData("{\"params\": [{\"key\": \"k\", \"value\": 7}]}", "Invalid value 7 for parameter 'params[0].value' supplied:  Hint: Value was of type 'int'.")]
    public void A_batch_is_told_what_it_lacks(string body, string refusal) => Assert.Equal($"{refusal} {Advice}", Refusal(body, fields => MlflowBatch.Read(fields)));

    [Fact]
    public void A_batch_is_read_as_it_was_sent()
    {
        const string Body = """
            {"run_id": "r", "metrics": [
                {"key": "loss", "value": 0.5, "timestamp": 1700000000000, "step": -3, "model_id": "m-1", "dataset_name": "d", "dataset_digest": "x"},
                {"key": "loss", "value": "NaN", "timestamp": "5"}],
             "params": [{"key": "p", "value": "1"}, {"key": "q"}], "tags": [{"key": "t", "value": "ü"}]}
            """;

        var batch = Read(Body, MlflowBatch.Read);

        Assert.Equal(
            [new MetricValue("loss", 0.5, 1700000000000, -3) { ModelId = "m-1", DatasetName = "d", DatasetDigest = "x" }, new MetricValue("loss", double.NaN, 5, 0)],
            batch.Metrics);
        Assert.Equal([new("p", "1"), new("q", "")], batch.Parameters);
        Assert.Equal([new KeyValuePair<string, string>("t", "ü")], batch.Tags);
    }

    [Fact]
    public void Numbers_come_back_as_they_were_sent()
    {
        // What Python writes (repr, the shortest text) must give the same double, and so must the answer.
        var random = new Random(11);
        for (var i = 0; i < 5_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value))
            {
                continue;
            }

            var text = value.ToString("R", CultureInfo.InvariantCulture);
            Assert.Equal(value, Read($"{{\"value\": {text}}}", fields => fields.Number("value"u8)));
            Assert.Equal(value, Read($"{{\"value\": \"{text}\"}}", fields => fields.Number("value"u8)));
        }
    }

    [Fact]
    public void Broken_bodies_are_read_or_refused_and_nothing_else()
    {
        var whole = Encoding.UTF8.GetBytes("{\"metrics\": [{\"key\": \"k\", \"value\": NaN, \"timestamp\": 1, \"step\": \"2\"}], \"params\": [{\"key\": \"p\", \"value\": \"\\u00fc\"}]}");
        var random = new Random(13);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var body = whole.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            try
            {
                ReadBytes(body, MlflowBatch.Read);
            }
            catch (TrackingException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 20_000);
    }

    static string Refusal(string body, Action<MlflowFields> read)
    {
        var failure = Assert.Throws<TrackingException>(() => Read(body, fields =>
        {
            read(fields);
            return 0;
        }));
        Assert.Equal(TrackingErrorCode.InvalidParameterValue, failure.Code);
        return failure.Message;
    }

    static T Read<T>(string body, Func<MlflowFields, T> read) => ReadBytes(Encoding.UTF8.GetBytes(body), read);

    static T ReadBytes<T>(byte[] body, Func<MlflowFields, T> read)
    {
        using var document = MlflowRequest.OfBody(new ReadOnlySequence<byte>(body));
        return read(document is { RootElement.ValueKind: JsonValueKind.Object } ? new MlflowFields(document.RootElement) : default);
    }

    static T Query<T>(string query, Func<MlflowFields, T> read)
    {
        using var document = MlflowRequest.OfQuery(new QueryCollection(QueryHelpers.ParseQuery(query)));
        return read(new MlflowFields(document.RootElement, isQuery: true));
    }
}
