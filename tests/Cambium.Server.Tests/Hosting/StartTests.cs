using System.Net;
using System.Net.Sockets;

namespace Cambium.Server.Tests;

public sealed class StartTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_next_free_port_is_taken_where_the_wanted_one_is_busy()
    {
        using var taken = Listen();

        await using var server = await CambiumServer.StartAsync(new ServerOptions { Port = PortOf(taken), Store = _folder }, Test.Stop);

        Assert.InRange(server.Url.Port, PortOf(taken) + 1, PortOf(taken) + 100);
        Assert.Equal("127.0.0.1", server.Url.Host);
    }

    [Fact]
    public async Task A_busy_port_is_an_error_where_no_other_may_be_taken()
    {
        using var taken = Listen();
        var options = new ServerOptions { Port = PortOf(taken), NextFreePort = false, Store = _folder };

        var failure = await Assert.ThrowsAsync<IOException>(() => CambiumServer.StartAsync(options, Test.Stop));

        Assert.Equal(
            $"Port {PortOf(taken)} of 127.0.0.1 cannot be listened on: another program has it. Give another port (--port), or 0 for any free one.",
            failure.Message);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.168.0.7")]
    [InlineData("::")]
    public async Task A_host_that_is_not_this_machine_is_refused_while_there_are_no_users(string host)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => CambiumServer.StartAsync(new ServerOptions { Host = host, Store = _folder }, Test.Stop));

        Assert.Equal(
            $"Host '{host}' is not a loopback address, and there are no users: whoever reached the server could do everything. "
            + "Add the first user with 'cambium users add NAME --role admin' (with --create where there is no store yet), or use 127.0.0.1, ::1 or localhost. (Parameter 'host')",
            failure.Message);
    }

    [Fact]
    public async Task A_server_that_others_reach_through_a_proxy_needs_users()
    {
        const string Refusal = "There are no users, and {0} says that others reach this server through a proxy: whoever did could do everything. "
            + "Add the first user with 'cambium users add NAME --role admin' (with --create where there is no store yet) first. (Parameter 'options')";
        var proxied = new ServerOptions { Port = 0, Store = _folder, BehindProxy = true };
        var named = new ServerOptions { Port = 0, Store = _folder, HostNames = ["ml.example.org"] };

        Assert.Equal(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Refusal, "--behind-proxy"),
            (await Assert.ThrowsAsync<ArgumentException>(() => CambiumServer.StartAsync(proxied, Test.Stop))).Message);
        Assert.Equal(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, Refusal, "--host-name"),
            (await Assert.ThrowsAsync<ArgumentException>(() => CambiumServer.StartAsync(named, Test.Stop))).Message);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("")]
    public async Task A_host_that_is_no_address_is_refused(string host)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => CambiumServer.StartAsync(new ServerOptions { Host = host, Store = _folder }, Test.Stop));

        Assert.Equal(
            $"Host '{host}' is no address to listen on. Use 127.0.0.1 for this machine alone, or 0.0.0.0 or [::] for all, and name the server with --host-name. (Parameter 'host')",
            failure.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public async Task A_port_that_is_none_is_refused(int port) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => CambiumServer.StartAsync(new ServerOptions { Port = port, Store = _folder }, Test.Stop));

    [Fact]
    public async Task Two_servers_share_a_store_and_stop_apart()
    {
        var options = new ServerOptions { Host = "localhost", Port = 0, Store = _folder };
        var first = await CambiumServer.StartAsync(options, Test.Stop);
        await using var second = await CambiumServer.StartAsync(options, Test.Stop);
        using var client = new HttpClient();

        await first.DisposeAsync();

        Assert.NotEqual(first.Url.Port, second.Url.Port);
        Assert.Equal("OK", await client.GetStringAsync(new Uri(second.Url, "/health"), Test.Stop));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri(first.Url, "/health"), Test.Stop));
    }

    [Fact]
    public async Task Waiting_for_the_end_ends_with_the_token()
    {
        await using var server = await CambiumServer.StartAsync(new ServerOptions { Port = 0, Store = _folder }, Test.Stop);
        using var stop = new CancellationTokenSource();

        var waiting = server.WaitForShutdownAsync(stop.Token);
        Assert.False(waiting.IsCompleted);
        await stop.CancelAsync();

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Test.Stop);
    }

    static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
