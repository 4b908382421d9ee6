using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>A server of a test's own, on loopback, that loses connections where it is told to.</summary>
sealed class FakeServer : IDisposable
{
    readonly TcpListener _listener;
    readonly ConcurrentBag<TcpClient> _clients = [];
    readonly Func<FakeRequest, FakeAnswer> _handle;
    readonly Func<FakeRequest, Fault> _fault;
    volatile bool _stopped;

    internal FakeServer(Func<FakeRequest, FakeAnswer> handle, Func<FakeRequest, Fault>? fault = null, int port = 0)
    {
        _handle = handle;
        _fault = fault ?? (_ => Fault.None);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal string Url => $"http://127.0.0.1:{Port}";

    /// <summary>All that came, also what was lost then.</summary>
    internal ConcurrentQueue<FakeRequest> Requests { get; } = new();

    public void Dispose()
    {
        _stopped = true;
        _listener.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    void Accept()
    {
        while (!_stopped)
        {
            try
            {
                var client = _listener.AcceptTcpClient();
                client.NoDelay = true;
                _clients.Add(client);
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    void Serve(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            while (Read(stream) is { } request)
            {
                Requests.Enqueue(request);
                var fault = _fault(request);
                if (fault == Fault.LoseRequest)
                {
                    break;
                }

                var answer = fault == Fault.Busy ? FakeAnswer.Error(503, "TEMPORARILY_UNAVAILABLE", "Busy.") with { Headers = "Retry-After: 0\r\n" } : _handle(request);
                if (fault == Fault.LoseAnswer)
                {
                    break;
                }

                var bytes = Bytes(fault == Fault.BadGateway ? FakeAnswer.Html(502) : answer);
                stream.Write(fault == Fault.CutAnswer ? bytes.AsSpan(0, bytes.Length - 1) : bytes);
                if (fault == Fault.CutAnswer)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The client went away, or the test has ended.
        }
        finally
        {
            client.Dispose();
        }
    }

    static byte[] Bytes(FakeAnswer answer)
    {
        var head = $"HTTP/1.1 {answer.Status} Status\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {answer.Body.Length}\r\n{answer.Headers}\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. answer.Body];
    }

    static FakeRequest? Read(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (stream.ReadByte() is var next && next < 0)
            {
                return null;
            }

            head.Append((char)next);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        stream.ReadExactly(body);
        return new FakeRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1], headers, body);
    }
}
