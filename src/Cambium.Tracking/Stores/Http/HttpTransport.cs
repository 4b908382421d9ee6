using System.Net.Http.Headers;
using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>
/// Calls a server of MLflow's REST protocol, and calls again where a failure may pass: connections that are not made or lost, and the statuses 408, 429, 500, 502,
/// 503 and 504; with waits that double, vary by chance so that clients which failed together do not come back together, and are at least as long as the server
/// asks for. A call that was sent again may be done twice by the server, so each caller says what makes that safe. Safe to use from several threads.
/// </summary>
sealed class HttpTransport : IDisposable
{
    const string ReasonHeader = "X-Cambium-Reason";
    static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    readonly HttpAddress _address;
    readonly HttpLimits _limits;
    readonly TimeProvider _time;
    readonly HttpClient _client;
    readonly ManualResetEvent _closing;
    readonly string? _reason;
    volatile bool _answered;

    internal HttpTransport(HttpAddress address, HttpLimits limits, TimeProvider time)
    {
        _address = address;
        _limits = limits;
        _time = time;
        _closing = new ManualResetEvent(initialState: false);
        _client = new HttpClient(HandlerOf(address, limits)) { BaseAddress = address.Root, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("cambium", typeof(HttpTransport).Assembly.GetName().Version?.ToString(3)));
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.Authorization = address.Credentials;
    }

    HttpTransport(HttpTransport other, string reason)
    {
        (_address, _limits, _time, _closing, _client, _answered) = (other._address, other._limits, other._time, other._closing, other._client, other._answered);
        _reason = reason;
    }

    /// <summary>The server's address, for people.</summary>
    internal string Place => _address.Place;

    /// <summary>The same over the same connections, which says why it asks for changes; the other one is closed in the end. A server of MLflow's does not listen.</summary>
    internal HttpTransport Because(string reason) => new(this, reason);

    /// <summary>Asks; what the server does for it changes nothing, so it may be sent any number of times.</summary>
    /// <param name="path">What is asked: the path after /api/2.0/, or after /api/ where it begins with "cambium/", with its query.</param>
    /// <param name="read">Reads the answer; a <see cref="JsonException"/> says that it is not as the protocol says.</param>
    /// <exception cref="TrackingException">The server refused, stayed away, or gave an answer that is none of this protocol.</exception>
    internal T Get<T>(string path, Func<JsonElement, T> read) => Call(HttpMethod.Get, path, null, read, () => (false, default!));

    /// <summary>Sends what may be done twice.</summary>
    /// <inheritdoc cref="Get{T}"/>
    /// <param name="method">How.</param>
    /// <param name="path">The path after /api/2.0/.</param>
    /// <param name="body">Writes the members of the request.</param>
    /// <param name="read">Reads the answer.</param>
    internal T Send<T>(HttpMethod method, string path, Action<Utf8JsonWriter> body, Func<JsonElement, T> read) =>
        Call(method, path, BodyOf(body), read, () => (false, default!));

    /// <inheritdoc cref="Send{T}(HttpMethod, string, Action{Utf8JsonWriter}, Func{JsonElement, T})"/>
    internal void Send(HttpMethod method, string path, Action<Utf8JsonWriter> body) => Send(method, path, body, static _ => true);

    /// <summary>Sends what must be done once: before it is sent again, <paramref name="find"/> looks whether the server did it though its answer was lost.</summary>
    /// <inheritdoc cref="Get{T}"/>
    /// <param name="path">The path after /api/2.0/.</param>
    /// <param name="body">Writes the members of the request.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="find">What the server made of it, or null.</param>
    internal T SendOnce<T>(string path, Action<Utf8JsonWriter> body, Func<JsonElement, T> read, Func<T?> find)
        where T : class =>
        Call(HttpMethod.Post, path, BodyOf(body), read, () => find() is { } found ? (true, found) : (false, default!));

    /// <summary>Sends a file; it takes the place of one that is there, so it may be sent any number of times.</summary>
    /// <inheritdoc cref="Get{T}"/>
    internal void Upload(string path, string file) => Try(
        path,
        silence => new HttpRequestMessage(HttpMethod.Put, HttpAddress.Below(path)) { Content = new FileContent(file, silence, _limits.Silence) { Headers = { ContentType = new("application/octet-stream") } } },
        static (_, _) => true,
        static () => (false, false));

    /// <summary>Fetches a file; <paramref name="copy"/> is given it from its beginning again where the connection was lost in the middle.</summary>
    /// <inheritdoc cref="Get{T}"/>
    internal void Download(string path, Action<Stream> copy) => Try(
        path,
        _ => new HttpRequestMessage(HttpMethod.Get, HttpAddress.Below(path)),
        (_, body) =>
        {
            copy(body);
            return true;
        },
        static () => (false, false));

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Set();
        _client.Dispose();
    }

    T Call<T>(HttpMethod method, string path, byte[]? body, Func<JsonElement, T> read, Func<(bool Found, T Value)> find) => Try(
        path,
        _ => new HttpRequestMessage(method, HttpAddress.Below(path))
        {
            Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        },
        (response, stream) => Parse(path, response, stream, read),
        find);

    /// <summary>Tries until it is done, refused, or has taken too long.</summary>
    T Try<T>(string path, Func<CancellationTokenSource, HttpRequestMessage> request, Func<HttpResponseMessage, AnswerStream, T> read, Func<(bool Found, T Value)> find)
    {
        var start = _time.GetTimestamp();
        var (tries, serverErrors, mayHaveArrived) = (0, 0, false);
        while (true)
        {
            var failure = Once(path, request, read, mayHaveArrived, out var result);
            if (failure is null)
            {
                return result!; // read what the answer holds
            }

            tries++;
            serverErrors += failure.IsServerError ? 1 : 0;
            var wait = WaitAfter(tries, failure);
            var longest = _answered ? _limits.Total : _limits.FirstContact;
            if (_time.GetElapsedTime(start) + wait > longest || serverErrors >= _limits.MostServerErrors || _closing.WaitOne(wait))
            {
                throw new TrackingException(
                    TrackingErrorCode.TemporarilyUnavailable,
                    $"{Place} did not answer as it should{Times(tries)}: {failure.What} Check the address and that the server runs, and try again.",
                    failure.Cause);
            }

            mayHaveArrived |= failure.MayHaveArrived;
            if (failure.MayHaveArrived && find() is (true, var found))
            {
                return found;
            }
        }
    }

    HttpFailure? Once<T>(
        string path,
        Func<CancellationTokenSource, HttpRequestMessage> make,
        Func<HttpResponseMessage, AnswerStream, T> read,
        bool wasResent,
        out T? result)
    {
        result = default;
        using var silence = new CancellationTokenSource(_limits.Silence);
        try
        {
            using var request = make(silence);
            if (_reason is not null)
            {
                request.Headers.Add(ReasonHeader, Uri.EscapeDataString(_reason));
            }

            using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            using var body = new AnswerStream(response, silence, _limits.Silence);
            if ((int)response.StatusCode == 200)
            {
                result = read(response, body);
                _answered = true;
                return null;
            }

            var failure = HttpRefusal.Read(Place, path, response, body, wasResent);
            _answered = true;
            return failure;
        }
        catch (OperationCanceledException e)
        {
            return new HttpFailure($"Nothing came for {_limits.Silence.TotalSeconds:0.#} s.", true, e);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"{Place} cannot be trusted: {(e.InnerException ?? e).Message} Check the address, or have this machine trust the server's certificate.",
                e);
        }
        catch (HttpRequestException e)
        {
            var wasSent = e.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError);
            return new HttpFailure(Sentence(e.Message), wasSent, e);
        }
    }

    T Parse<T>(string path, HttpResponseMessage response, AnswerStream stream, Func<JsonElement, T> read)
    {
        var bytes = HttpRefusal.ReadAtMost(stream, _limits.MostAnswerBytes, out var isWhole);
        if (!isWhole)
        {
            throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"{Place} answered {HttpRefusal.Bare(path)} with more than {_limits.MostAnswerBytes} bytes. Ask for less at once.");
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : throw new JsonException("It is no object.");
        }
        catch (JsonException e)
        {
            throw new TrackingException(
                TrackingErrorCode.DataLoss,
                $"{Place} answered {HttpRefusal.Bare(path)} with something else than MLflow's protocol says: {HttpRefusal.Snippet(bytes.Span, response)} Check that the address is that of a tracking server.",
                e);
        }
    }

    /// <summary>Between half and the whole of a wait that doubles; at least as long as the server asks for.</summary>
    TimeSpan WaitAfter(int tries, HttpFailure failure)
    {
        var longest = Math.Min(_limits.LongestWait.TotalSeconds, _limits.FirstWait.TotalSeconds * Math.Pow(2, Math.Min(tries - 1, 30)));
        var wait = TimeSpan.FromSeconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
        return failure.RetryAfter > wait ? failure.RetryAfter.Value : wait;
    }

    static string Times(int tries) => tries == 1 ? "" : $" in {tries} tries";

    static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    static byte[] BodyOf(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, WriterOptions))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    static SocketsHttpHandler HandlerOf(HttpAddress address, HttpLimits limits) => new()
    {
        // A redirect would turn what is sent into a question, and could take credentials elsewhere.
        AllowAutoRedirect = false,
        ConnectTimeout = limits.Connecting,

        // What is left of an answer that nobody reads is not waited for.
        MaxResponseDrainSize = 0,

        // A name may come to mean another machine.
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
        UseProxy = !address.Root.IsLoopback,
    };
}
