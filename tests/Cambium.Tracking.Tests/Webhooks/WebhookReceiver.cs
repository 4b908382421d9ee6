using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>A bare HTTP server on loopback that keeps what it was sent and answers as it is told.</summary>
sealed class WebhookReceiver : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly Task _serving;

    internal WebhookReceiver()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal string Url => $"http://127.0.0.1:{Port}/hook";

    /// <summary>What came: headers by lower-case name, and the body as "".</summary>
    internal ConcurrentQueue<Dictionary<string, string>> Requests { get; } = new();

    /// <summary>The whole answer to the n-th request, from 0; null: none, and the connection stays open.</summary>
    internal Func<int, string?> Answer { get; set; } = _ => Status(200);

    internal static string Status(int status, string headers = "", string body = "") =>
        $"HTTP/1.1 {status} Some\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _serving.Wait();
        _end.Dispose();
    }

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var request = await ReadAsync(stream);
                Requests.Enqueue(request);
                if (Answer(Requests.Count - 1) is { } answer)
                {
                    await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), _end.Token);
                }
                else
                {
                    await Task.Delay(Timeout.Infinite, _end.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Whoever asked has gone.
            }
        }
    }

    async Task<Dictionary<string, string>> ReadAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                var headers = text[..end].Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1]);
                headers["request"] = text[..text.IndexOf('\r', StringComparison.Ordinal)];
                if (text.Length - end - 4 >= int.Parse(headers["content-length"], CultureInfo.InvariantCulture))
                {
                    headers[""] = Encoding.UTF8.GetString([.. bytes[(end + 4)..]]);
                    return headers;
                }
            }

            var read = await stream.ReadAsync(buffer, _end.Token);
            bytes.AddRange(read > 0 ? buffer[..read] : throw new IOException("The request ends early."));
        }
    }
}
