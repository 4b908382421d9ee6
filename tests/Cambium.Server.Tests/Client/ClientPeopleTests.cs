using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Who calls over HTTP is told by the address or the environment, and may do what the role allows.</summary>
public sealed class ClientPeopleTests
{
    [Fact]
    public async Task Caller_without_credentials_is_told_how_to_give_them()
    {
        await using var server = await PeopledServer.StartAsync();
        using var tracker = Open(server.Url.AbsoluteUri, []);

        var refused = Assert.Throws<TrackingException>(() => tracker.Start("e", "r"));

        Assert.Equal(TrackingErrorCode.PermissionDenied, refused.Code);
        Assert.Equal(
            "Sign in first: send a user's name and password (MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD) or a token (MLFLOW_TRACKING_TOKEN).", refused.Message);
    }

    [Fact]
    public async Task Token_may_do_what_its_role_allows()
    {
        await using var server = await PeopledServer.StartAsync();
        var editing = server.People.Tokens.Create("root", new NewToken("ci", Role.Manager, TimeSpan.FromDays(1))).Secret;
        using var tracker = Open(server.Url.AbsoluteUri, new() { ["MLFLOW_TRACKING_TOKEN"] = editing });
        using var stranger = Open(server.Url.AbsoluteUri, new() { ["MLFLOW_TRACKING_TOKEN"] = editing + "0" });

        using var run = tracker.Start("e", "r");
        run.Complete();

        Assert.Equal(RunStatus.Finished, tracker.FindRun(run.Id).Status);
        Assert.Equal(
            "The user name, password or token is not right, or does not hold any more.", Assert.Throws<TrackingException>(() => stranger.FindRun(run.Id)).Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Manager_logs_with_a_password(bool inAddress)
    {
        await using var server = await PeopledServer.StartAsync();
        var password = Uri.EscapeDataString(PeopledServer.Password);
        using var tracker = inAddress
            ? Open(server.Url.AbsoluteUri.Replace("http://", $"http://max:{password}@", StringComparison.Ordinal), [])
            : Open(server.Url.AbsoluteUri, new() { ["MLFLOW_TRACKING_USERNAME"] = "max", ["MLFLOW_TRACKING_PASSWORD"] = PeopledServer.Password });

        using var run = tracker.Start("e", "r");
        run.Log("auc", 0.9);
        run.Complete();

        Assert.Equal(0.9, tracker.FindRun(run.Id).Metrics["auc"]);
        Assert.DoesNotContain("horse", tracker.Place, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_reads_and_is_refused_to_write()
    {
        await using var server = await PeopledServer.StartAsync();
        using var editor = Open(server.Url.AbsoluteUri, new() { ["MLFLOW_TRACKING_USERNAME"] = "max", ["MLFLOW_TRACKING_PASSWORD"] = PeopledServer.Password });
        using var viewer = Open(server.Url.AbsoluteUri, new() { ["MLFLOW_TRACKING_USERNAME"] = "vera", ["MLFLOW_TRACKING_PASSWORD"] = PeopledServer.Password });
        using var run = editor.Start("e", "r");

        Assert.Equal("r", viewer.FindRun(run.Id).Name);
        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => viewer.Start("e", "mine")).Code);
    }

    static Tracker Open(string url, Dictionary<string, string> environment) =>
        new(HttpStores.Open(HttpAddress.Parse(url, environment.GetValueOrDefault), new HttpLimits(), Path.GetTempPath(), TimeProvider.System), TimeProvider.System);
}
