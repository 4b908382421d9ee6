using System.Text;

namespace Cambium.Tracking.Tests;

public sealed class PageTokenTests
{
    [Fact]
    public void Token_is_that_of_mlflow_and_tells_how_many_items_came_before()
    {
        Assert.Equal("{\"offset\": 25000}", Encoding.UTF8.GetString(Convert.FromBase64String(PageToken.Encode(25_000))));
        Assert.Equal(25_000, PageToken.Decode(PageToken.Encode(25_000)));
        Assert.Equal(7, PageToken.Decode(Of("{\"offset\": \"7\"}")));
        Assert.Equal(0, PageToken.Decode(null));
        Assert.Equal(0, PageToken.Decode(""));
    }

    [Theory]
    [InlineData("x", "Invalid page token, decoded value=x")]
    [InlineData("{\"offset\": 0}", "Invalid page token, parsed value={\"offset\": 0}")]
    [InlineData("{\"offset\": -1}", "Invalid page token, parsed value={\"offset\": -1}")]
    [InlineData("{\"offset\": 1.5}", "Invalid page token, parsed value={\"offset\": 1.5}")]
    [InlineData("{\"offset\": 1e99}", "Invalid page token, parsed value={\"offset\": 1e99}")]
    [InlineData("{\"offset\": \"\\ud800\"}", "Invalid page token, parsed value={\"offset\": \"\\ud800\"}")]
    [InlineData("{\"offse\\ud800\": 1}", "Invalid page token, parsed value={\"offse\\ud800\": 1}")]
    [InlineData("{}", "Invalid page token, parsed value={}")]
    [InlineData("[1]", "Invalid page token, parsed value=[1]")]
    [InlineData("null", "Invalid page token, parsed value=null")]
    public void What_is_no_token_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => PageToken.Decode(Of(json))).Message);

    [Fact]
    public void Token_of_deep_json_is_refused() =>
        Assert.StartsWith("Invalid page token, decoded value=[[[[", Assert.Throws<TrackingException>(() => PageToken.Decode(Of(new string('[', 10_000)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("?")]
    [InlineData("e30")]
    public void What_is_no_base64_is_refused(string token) =>
        Assert.Equal("Invalid page token, could not base64-decode", Assert.Throws<TrackingException>(() => PageToken.Decode(token)).Message);

    static string Of(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
