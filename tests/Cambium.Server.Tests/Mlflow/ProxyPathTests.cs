using Cambium.Tracking;

namespace Cambium.Server.Tests;

public sealed class ProxyPathTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1/run/artifacts/plot.png", "1/run/artifacts/plot.png")]
    [InlineData("1/run/artifacts/", "1/run/artifacts")]
    [InlineData("1/dir%2Ffile", "1/dir/file")]
    [InlineData("1/100% sure.txt", "1/100% sure.txt")]
    [InlineData("1/a%20b.txt", "1/a%20b.txt")]
    [InlineData("1/ü.txt", "1/ü.txt")]
    [InlineData("1/..hidden", "1/..hidden")]
    [InlineData("1/bell\a", "1/bell%07")]
    [InlineData("1/end\u0085", "1/end%C2%85")]
    public void A_path_below_the_root_is_taken(string path, string expected) => Assert.Equal(expected, ProxyPath.Of(path));

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("1/../../x")]
    [InlineData("1/%2e%2e/x")]
    [InlineData("1/%252e%252e/x")]
    [InlineData("1%2f..%2fx")]
    [InlineData("1%252f..%252fx")]
    [InlineData("1/%25252e%25252e/x")]
    [InlineData("/etc/passwd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("%252Fetc")]
    [InlineData("C:/windows")]
    [InlineData("c:x")]
    [InlineData("..\\x")]
    [InlineData("1\\x")]
    [InlineData("1%5cx")]
    [InlineData("1%255cx")]
    [InlineData("1/a#b")]
    [InlineData("1/a%23b")]
    public void A_path_that_could_leave_the_root_is_refused(string path) =>
        Assert.Equal("Invalid path", Assert.Throws<TrackingException>(() => ProxyPath.Of(path)).Message);

    [Fact]
    public void A_path_encoded_without_end_is_refused()
    {
        var path = "%" + string.Concat(Enumerable.Repeat("25", 5000)) + "2e";

        Assert.Equal("Invalid path", Assert.Throws<TrackingException>(() => ProxyPath.Of(path)).Message);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1/r/artifacts", "1/r/artifacts")]
    [InlineData("mlflow-artifacts:1/r", "1/r")]
    [InlineData("mlflow-artifacts://host:5000/1/r/artifacts", "1/r/artifacts")]
    [InlineData("mlflow-artifacts://host:5000", "")]
    [InlineData("mlflow-artifacts:/", "")]
    [InlineData("mlflow-artifacts:/1/r?x=y", "1/r")]
    [InlineData("http://localhost:5000/api/2.0/mlflow-artifacts/artifacts/1/r", "1/r")]
    [InlineData("https://host/api/2.0/mlflow-artifacts/artifacts/1/r", "1/r")]
    public void A_uri_of_this_server_is_a_path(string uri, string expected) => Assert.Equal(expected, ProxyPath.OfUri(uri));

    [Theory]
    [InlineData("s3://bucket/1/r")]
    [InlineData("file:///etc")]
    [InlineData("/etc")]
    [InlineData("ftp://host/api/2.0/mlflow-artifacts/artifacts/1")]
    public void Another_uri_is_not_this_servers(string uri) => Assert.Equal(
        $"The artifacts at '{uri}' are not kept by this server. Read them from there.",
        Assert.Throws<TrackingException>(() => ProxyPath.OfUri(uri)).Message);

    [Fact]
    public void A_uri_cannot_leave_the_root_either() =>
        Assert.Equal("Invalid path", Assert.Throws<TrackingException>(() => ProxyPath.OfUri("mlflow-artifacts:/1/../../etc")).Message);
}
