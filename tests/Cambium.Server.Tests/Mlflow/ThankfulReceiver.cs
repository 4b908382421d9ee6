using System.Net;
using System.Net.Sockets;

namespace Cambium.Server.Tests;

/// <summary>A program of a test's own that webhooks tell things, and that thanks for each.</summary>
sealed class ThankfulReceiver : IDisposable
{
    readonly HttpListener _listener;

    internal ThankfulReceiver()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        _listener = new HttpListener { Prefixes = { Url } };
        _listener.Start();
    }

    internal string Url { get; }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    /// <summary>The body of the next request, which is thanked for. It must be signed.</summary>
    internal async Task<string> NextAsync()
    {
        var context = await _listener.GetContextAsync().WaitAsync(TimeSpan.FromSeconds(30), Test.Stop);
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(Test.Stop);
        Assert.StartsWith("v1,", context.Request.Headers["X-MLflow-Signature"], StringComparison.Ordinal);
        context.Response.Close("thanks"u8.ToArray(), willBlock: false);
        return body;
    }
}
