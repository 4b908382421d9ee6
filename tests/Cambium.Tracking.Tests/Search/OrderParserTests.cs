namespace Cambium.Tracking.Tests;

public sealed class OrderParserTests
{
    [Theory]
    [InlineData("metrics.loss", "Metric loss True")]
    [InlineData("metric.`val loss` desc", "Metric val loss False")]
    [InlineData("params.lr ASC", "Parameter lr True")]
    [InlineData("tags.\"mlflow.user\" DESC", "Tag mlflow.user False")]
    [InlineData("attributes.start_time Desc", "Attribute start_time False")]
    [InlineData(" Created ", "Attribute start_time True")]
    [InlineData("`Run name`", "Attribute run_name True")]
    public void Order_is_read(string order, string expected)
    {
        var found = OrderParser.Parse([order], SearchSchemas.Runs)[0];

        Assert.Equal(expected, $"{found.Key.Entity} {found.Key.Name} {found.Ascending}");
    }

    [Theory]
    [InlineData("", "Invalid order_by clause ''. Could not be parsed.")]
    [InlineData("metrics.a, metrics.b", "Invalid order_by clause 'metrics.a, metrics.b'. Could not be parsed.")]
    [InlineData("metrics.my loss DESC", "Invalid order_by clause 'metrics.my loss DESC'. Could not be parsed.")]
    [InlineData("'metrics.a'", "Invalid order_by clause ''metrics.a''. Could not be parsed.")]
    [InlineData("metrics.a; DROP", "Invalid order_by clause 'metrics.a; DROP'. Could not be parsed.")]
    [InlineData("metrics.a down", "Invalid ordering key in order_by clause 'metrics.a down'.")]
    [InlineData("bogus.a", "Invalid entity type 'bogus'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("bogus", "Invalid attribute key 'bogus' specified. Valid keys are '{'run_id', 'run_name', 'status', 'artifact_uri', 'user_id', 'start_time', 'end_time', 'duration'}'")]
    [InlineData("datasets.name", "Invalid order_by key 'datasets.name': datasets cannot be ordered by.")]
    public void Order_that_is_none_is_refused(string order, string message) => Assert.Equal(message, Refusal(order));

    [Fact]
    public void Field_that_stands_twice_is_refused()
    {
        Assert.Equal("`order_by` contains duplicate fields: ['metrics.a', 'metric.a DESC']", Refusal("metrics.a", "metric.a DESC"));
        Assert.Equal("`order_by` contains duplicate fields: ['created', 'start_time']", Refusal("created", "start_time"));
        Assert.Equal(2, OrderParser.Parse(["metrics.a", "params.a"], SearchSchemas.Runs).Count);
    }

    [Fact]
    public void Order_built_to_blow_up_is_refused()
    {
        Assert.Equal("Invalid order_by: it has 11 keys, but at most 10 are allowed.", Refusal([.. Enumerable.Range(0, 11).Select(i => $"metrics.m{i}")]));
        Assert.Equal("Invalid order_by clause: it has 1001 characters, but at most 1000 are allowed.", Refusal(new string('a', 1001)));
    }

    static string Refusal(params string[] orders) => Assert.Throws<TrackingException>(() => OrderParser.Parse(orders, SearchSchemas.Runs)).Message;
}
