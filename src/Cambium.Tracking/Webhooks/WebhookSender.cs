using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Sends messages to webhooks. Each connection goes to addresses that were judged after the name was looked up, so that neither the name's owner nor a
/// redirect, which is not followed, leads it into this machine's network. Safe to use from several threads.
/// </summary>
sealed class WebhookSender : IDisposable
{
    /// <summary>The most of an answer that is read.</summary>
    const int MostBytes = 8 * 1024;

    const int MostHeaderKilobytes = 16;

    readonly WebhookSettings _settings;
    readonly TimeProvider _time;
    readonly Func<string, CancellationToken, Task<IPAddress[]>> _lookUp;
    readonly HttpClient _client;

    /// <summary>Makes a sender.</summary>
    /// <param name="settings">What is allowed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="lookUp">The addresses of a name; null: as the system does.</param>
    internal WebhookSender(WebhookSettings settings, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
    {
        _settings = settings;
        _time = time;
        _lookUp = lookUp ?? Dns.GetHostAddressesAsync;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would look the name up itself.
            UseProxy = false,
            MaxResponseHeadersLength = MostHeaderKilobytes,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Tries once to send a message.</summary>
    /// <exception cref="OperationCanceledException">It was to end.</exception>
    internal async Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(message);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
            var body = await BeginningOfAsync(response.Content, end.Token);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(status, body, ErrorOf(status), RetryAfter(response.Headers.RetryAfter));
        }
        catch (TrackingException e)
        {
            return Failed(e.Message);
        }
        catch (HttpRequestException e)
        {
            return Failed(e.InnerException is TrackingException refused ? refused.Message : e.Message);
        }
        catch (IOException e)
        {
            return Failed(e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"There was no whole answer within {_settings.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} seconds.");
        }
    }

    HttpRequestMessage Request(WebhookMessage message)
    {
        var time = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, WebhookUrl.Parse(message.Url, _settings))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(WebhookSignature.IdHeader, message.Id);
        request.Headers.Add(WebhookSignature.TimeHeader, time);
        if (!string.IsNullOrEmpty(message.Secret))
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(message.Secret, message.Id, time, message.Body));
        }

        return request;
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await _lookUp(host, cancellationToken);
        if (!_settings.AllowsPrivateAddresses && Array.Find(found, address => !PublicAddress.Is(address)) is { } refused)
        {
            throw new TrackingException(TrackingErrorCode.PermissionDenied, WebhookUrl.Refusal(host, refused));
        }

        if (found.Length == 0)
        {
            throw new TrackingException(TrackingErrorCode.TemporarilyUnavailable, $"{host} has no address.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    static async Task<string> BeginningOfAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostBytes];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    static string? ErrorOf(int status) => status switch
    {
        >= 200 and < 300 => null,
        >= 300 and < 400 => $"The answer was {status}; redirects are not followed.",
        _ => $"The answer was {status}.",
    };

    TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);

    static WebhookAnswer Failed(string error) => new(null, null, error, null);
}
