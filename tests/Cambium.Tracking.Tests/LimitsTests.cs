namespace Cambium.Tracking.Tests;

public class LimitsTests
{
    const string Characters = "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).";
    const string Files = "Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to ";

    [Theory]
    [InlineData("loss")]
    [InlineData("system/cpu")]
    [InlineData("ünï:c ode/x")]
    [InlineData("a..b")]
    [InlineData("a.b-c_d 1")]
    [InlineData("數/½")]
    public void A_key_of_letters_numbers_and_some_others_is_taken(string key)
    {
        Limits.MetricKey(key);
        Limits.ParameterKey(key);
        Limits.RunTagKey(key);
        Limits.ModelTag(key, "");
        Limits.ExperimentTag(key, "");
    }

    [Theory]
    [InlineData("bad$key", "\"bad$key\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("a\n", "\"a\\n\"")]
    [InlineData("a\0", "\"a\\u0000\"")]
    [InlineData("ü\"\\", "\"\\u00fc\\\"\\\\\"")]
    [InlineData("'; DROP TABLE runs --", "\"'; DROP TABLE runs --\"")]
    public void A_key_with_another_character_is_refused(string key, string json)
    {
        Assert.Equal($"Invalid value {json} for parameter 'key' supplied: {Characters}", Refusal(() => Limits.ParameterKey(key)));
        Assert.Equal($"Invalid value {json} for parameter 'tags[3].key' supplied: {Characters}", Refusal(() => Limits.RunTagKey(key, "tags[3].key")));
        Assert.Equal($"Invalid value {json} for parameter 'name' supplied: {Characters}", Refusal(() => Limits.MetricKey(key)));
    }

    [Theory]
    [InlineData("a//b", "'a/b'")]
    [InlineData("a/./b", "'a/b'")]
    [InlineData("a/../b", "'b'")]
    [InlineData("a/", "'a'")]
    [InlineData("", "'.'")]
    [InlineData(".", "'.'")]
    [InlineData("./a", "'a'")]
    [InlineData("..", "'..'")]
    [InlineData("../a", "'../a'")]
    [InlineData("..a", "'..a'")]
    [InlineData("a/../..", "'..'")]
    [InlineData("/a", "'/a'")]
    [InlineData("/../a", "'/a'")]
    [InlineData("//a", "'//a'")]
    [InlineData("///a", "'/a'")]
    public void A_key_that_would_be_another_file_is_refused(string key, string normal)
    {
        Assert.Equal($"Invalid value \"{key}\" for parameter 'key' supplied: {Files}{normal}", Refusal(() => Limits.RunTagKey(key)));
    }

    [Fact]
    public void A_key_of_more_than_250_characters_is_refused()
    {
        var longest = new string('k', 250);
        Limits.MetricKey(longest);

        Assert.Equal("'Metric name' exceeds the maximum length of 250 characters", Refusal(() => Limits.MetricKey(longest + "k")));
        Assert.Equal("'Param key' exceeds the maximum length of 250 characters", Refusal(() => Limits.ParameterKey(longest + "k")));
        Assert.Equal("'tags[0].key' exceeds the maximum length of 250 characters", Refusal(() => Limits.RunTagKey(longest + "k", "tags[0].key")));
        Assert.Equal("'key' exceeds the maximum length of 250 characters", Refusal(() => Limits.ModelTag(longest + "k", "")));
    }

    [Fact]
    public void A_character_of_two_units_counts_once_and_is_not_cut_in_half()
    {
        var letters = string.Concat(Enumerable.Repeat("𝑥", 6001));

        Limits.ParameterKey(letters[..500]);

        Assert.Equal(letters[..12_000], Limits.ParameterValue(letters));
        Assert.Equal("'Param key' exceeds the maximum length of 250 characters", Refusal(() => Limits.ParameterKey(letters[..502])));
    }

    [Fact]
    public void Long_values_of_runs_are_cut_and_those_of_experiments_and_models_refused()
    {
        var text = new string('v', 200_000);

        Assert.Equal(6000, Limits.ParameterValue(text).Length);
        Assert.Equal(8000, Limits.RunTagValue(text).Length);
        Assert.Equal("'value' exceeds the maximum length of 5000 characters", Refusal(() => Limits.ExperimentTag("k", text[..5001])));
        Assert.Equal("'value' exceeds the maximum length of 100000 characters", Refusal(() => Limits.ModelTag("k", text[..100_001])));
        Assert.Equal("'value' exceeds the maximum length of 100000 characters", Refusal(() => Limits.VersionTag("k", text[..100_001])));
        Assert.Equal("Prompt text exceeds max length of 100000 characters.", Refusal(() => Limits.VersionTag("mlflow.prompt.text", text[..100_001])));
    }

    [Theory]
    [InlineData("s3://bucket/path?x=y", null)]
    [InlineData("mlflow-artifacts:/7", null)]
    [InlineData("s3://b;c/p", null)]
    [InlineData("s3://b/p#f", "Invalid value \"s3://b/p#f\" for parameter 'artifact_location' supplied: It may not have a fragment ('#') or parameters (';').")]
    [InlineData("s3://b/p;x=y", "Invalid value \"s3://b/p;x=y\" for parameter 'artifact_location' supplied: It may not have a fragment ('#') or parameters (';').")]
    [InlineData("s3://b/p?x=../y", "Invalid query string")]
    [InlineData("s3://b/\a", "Invalid value \"s3://b/\\u0007\" for parameter 'artifact_location' supplied: Text may not contain control characters.")]
    public void A_place_for_artifacts_is_a_plain_uri(string location, string? refusal) =>
        Assert.Equal(refusal, Record.Exception(() => Limits.Location(location))?.Message);

    [Fact]
    public void A_key_that_is_taken_is_its_own_path()
    {
        // Whatever letters a key is made of, one that is taken must mean the same file before and after it is read as a path.
        var random = new Cambium.Numerics.RandomStream(7);
        const string Letters = "ab./_- :é$";
        var taken = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var key = string.Concat(Enumerable.Range(0, 1 + random.NextInt(8)).Select(_ => Letters[random.NextInt(Letters.Length)]));
            if (Record.Exception(() => Limits.MetricKey(key)) is null)
            {
                taken++;
                Assert.DoesNotContain('$', key);
                Assert.Equal("/r/" + key, Path.GetFullPath("/r/" + key));
            }
        }

        Assert.InRange(taken, 1000, 19_000);
    }

    [Fact]
    public void A_batch_has_limits_of_its_own()
    {
        Limits.Batch(1000, 0, 0);
        Limits.Batch(800, 100, 100);

        Assert.Equal(
            "A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split up metrics across multiple requests and try again.",
            Refusal(() => Limits.Batch(1001, 0, 0)));
        Assert.Equal(
            "A batch logging request can contain at most 100 params. Got 101 params. Please split up params across multiple requests and try again.",
            Refusal(() => Limits.Batch(0, 101, 0)));
        Assert.Equal(
            "A batch logging request can contain at most 100 tags. Got 101 tags. Please split up tags across multiple requests and try again.",
            Refusal(() => Limits.Batch(0, 0, 101)));
        Assert.Equal(
            "A batch logging request can contain at most 1000 metrics, params, and tags. Got 1001 metrics, params, and tags. "
            + "Please split up metrics, params, and tags across multiple requests and try again.",
            Refusal(() => Limits.Batch(901, 50, 50)));
    }

    [Fact]
    public void A_batch_is_checked_whole_and_says_where_it_is_wrong()
    {
        MetricValue good = new("loss", 1, 0, 0);
        RunBatch Batch(string metric, string parameter, string tag) =>
            new() { Metrics = [good, good with { Key = metric }], Parameters = [new(parameter, "v")], Tags = [new(tag, new string('t', 9000))] };

        Assert.Equal(8000, Limits.Batch(Batch("m", "p", "t")).Tags[0].Value.Length);
        Assert.Equal($"Invalid value \"m!\" for parameter 'metrics[1].name' supplied: {Characters}", Refusal(() => Limits.Batch(Batch("m!", "p", "t"))));
        Assert.Equal($"Invalid value \"p!\" for parameter 'params[0].key' supplied: {Characters}", Refusal(() => Limits.Batch(Batch("m", "p!", "t"))));
        Assert.Equal($"Invalid value \"t!\" for parameter 'tags[0].key' supplied: {Characters}", Refusal(() => Limits.Batch(Batch("m", "p", "t!"))));
        Assert.Equal(
            "Invalid value -1 for parameter 'metrics[0].timestamp' supplied: metric 'loss' (value=1). Timestamp must be a nonnegative long (64-bit integer) ",
            Refusal(() => Limits.Batch(new RunBatch { Metrics = [good with { Time = -1 }] })));
        Assert.Equal(
            "Duplicate parameter keys have been submitted: ['d']. Please ensure the request contains only one param value per param key.",
            Refusal(() => Limits.Batch(new RunBatch { Parameters = [new("d", "1"), new("e", "1"), new("d", "1")] })));
    }

    [Theory]
    [InlineData("no such id!")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("_a")]
    public void What_cannot_be_an_id_of_a_run_is_refused(string id)
    {
        Limits.RunId("0af9-Z_");

        Assert.Equal($"Invalid value \"{id}\" for parameter 'run_id' supplied.", Refusal(() => Limits.RunId(id)));
    }

    [Theory]
    [InlineData("champion")]
    [InlineData("v")]
    [InlineData("v1a")]
    [InlineData("Größte_1-x")]
    public void An_alias_of_letters_numbers_and_dashes_is_taken(string alias) => Limits.Alias(alias);

    [Theory]
    [InlineData("", "Registered model alias name cannot be empty.")]
    [InlineData(null, "Registered model alias name cannot be empty.")]
    [InlineData("a b", "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("a/b", "Invalid alias name: 'a/b'. Names may only contain alphanumerics, underscores (_), and dashes (-).")]
    [InlineData("LATEST", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("v1", "Version alias name 'v1' is reserved.")]
    [InlineData("V20", "Version alias name 'V20' is reserved.")]
    public void Other_aliases_are_refused(string? alias, string message)
    {
        Assert.Equal(message, Refusal(() => Limits.Alias(alias)));
        Assert.Equal(
            "'Registered model alias name' exceeds the maximum length of 255 characters", Refusal(() => Limits.Alias(new string('a', 256))));
    }

    [Fact]
    public void Names_of_models_are_any_text_that_is_neither_empty_nor_long()
    {
        Limits.ModelName("a/b:c $ 'x'; --");

        Assert.Equal("Missing value for required parameter 'name'.", Refusal(() => Limits.ModelName("")));
        Assert.Equal("Missing value for required parameter 'new_name'.", Refusal(() => Limits.ModelName(null, "new_name")));
        Assert.Equal("'name' exceeds the maximum length of 256 characters", Refusal(() => Limits.ModelName(new string('m', 257))));
        Assert.Equal(
            "Invalid value \"a\\u0000b\" for parameter 'name' supplied: Text may not contain NUL characters.", Refusal(() => Limits.ModelName("a\0b")));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("-2", -2)]
    public void A_version_is_a_whole_number(string text, int version)
    {
        Assert.Equal(version, Limits.Version(text));
        Assert.Equal("Parameter 'version' must be an integer, got 'abc'.", Refusal(() => Limits.Version("abc")));
        Assert.Equal("Parameter 'version' must be an integer, got '99999999999'.", Refusal(() => Limits.Version("99999999999")));
    }

    [Fact]
    public void A_name_of_a_logged_model_holds_nothing_that_a_path_or_filter_means()
    {
        const string list = "Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")";
        Limits.LoggedModelName("my model-1");

        Assert.Equal($"Invalid model name ('a/b') provided. {list}", Refusal(() => Limits.LoggedModelName("a/b")));
        Assert.Equal($"Invalid model name (\"a'b\") provided. {list}", Refusal(() => Limits.LoggedModelName("a'b")));
    }

    [Fact]
    public void A_dataset_has_limits()
    {
        DatasetRecord data = new("d", "0123", "local", "{}", null, null);
        Limits.Dataset(new(data, []));

        Assert.Equal("'digest' exceeds the maximum length of 36 characters", Refusal(() => Limits.Dataset(new(data with { Digest = new string('0', 37) }, []))));
        Assert.Equal("'name' exceeds the maximum length of 500 characters", Refusal(() => Limits.Dataset(new(data with { Name = new string('0', 501) }, []))));
        Assert.Equal("'value' exceeds the maximum length of 500 characters", Refusal(() => Limits.Dataset(new(data, [new("k", new string('0', 501))]))));
    }

    static string Refusal(Action check)
    {
        var e = Assert.Throws<TrackingException>(check);
        Assert.Equal(TrackingErrorCode.InvalidParameterValue, e.Code);
        return e.Message;
    }
}
