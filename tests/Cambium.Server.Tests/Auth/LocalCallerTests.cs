using System.Net;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Cambium.Server.Tests;

/// <summary>Who may everything while there are no users.</summary>
public sealed class LocalCallerTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-local-").FullName;
    readonly SteppedTime _time = new();
    readonly TrackingStore _store;

    public LocalCallerTests() => _store = PeopledServer.OpenStore(_folder, _time);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Somebody_at_this_machine_may_everything(string address) =>
        Assert.Same(Caller.Local, await CallerAsync(IPAddress.Parse(address), new ServerOptions()));

    [Theory]
    [InlineData("10.0.0.7", false)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    public async Task Somebody_from_elsewhere_or_through_a_proxy_must_sign_in(string? address, bool behindProxy)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailure>(() =>
            CallerAsync(address is null ? null : IPAddress.Parse(address), new ServerOptions { BehindProxy = behindProxy }));

        Assert.Equal(StatusCodes.Status401Unauthorized, refusal.Failure.Status);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Host", "ml.example.org")]
    [InlineData("Forwarded", "for=10.0.0.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "")]
    public async Task A_proxy_that_the_server_was_not_told_of_lets_nobody_in_without_users(string header, string value)
    {
        var refusal = await Assert.ThrowsAsync<RequestFailure>(() => CallerAsync(IPAddress.Loopback, new ServerOptions(), header, value));

        Assert.Equal(
            new Failure(
                StatusCodes.Status403Forbidden,
                $"A proxy sent this request (it has the header {header}), but the server was not told of one and has no users, so it cannot tell who comes through it from who "
                + "is at this machine. Add the first user with 'cambium users add NAME --role admin', and start the server with --behind-proxy."),
            refusal.Failure);
    }

    /// <summary>As whom the gate lets a request through.</summary>
    async Task<Caller?> CallerAsync(IPAddress? address, ServerOptions options, string? header = null, string value = "")
    {
        var people = _store.People!; // an own store keeps people
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address;
        if (header is not null)
        {
            context.Request.Headers[header] = value;
        }

        context.Request.Method = "GET";
        context.Request.Path = "/api/runs/1/artifacts";
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/runs/{id}/artifacts"), 0, null, null));
        var principals = new PrincipalCache(people.Principals);
        using var passwords = new PasswordSignIn(people, principals, _time);
        using var refusals = new RefusalLog(people, _time);
        var access = new Access(new CurrentCaller(new HttpContextAccessor()), people, _store, refusals);
        Caller? caller = null;
        var gate = new AccessGate(
            passed =>
            {
                caller = passed.Features.Get<Caller>();
                return Task.CompletedTask;
            },
            options,
            people,
            new UserPresence(people, _time),
            passwords,
            principals,
            access,
            _time);

        await gate.InvokeAsync(context);
        return caller;
    }
}
