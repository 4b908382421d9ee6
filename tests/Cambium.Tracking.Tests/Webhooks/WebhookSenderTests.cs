using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking.Tests;

public sealed class WebhookSenderTests : IDisposable
{
    static readonly WebhookSettings Local = new() { AllowsHttp = true, AllowsPrivateAddresses = true };
    static readonly WebhookSettings Guarded = new() { AllowsHttp = true };

    readonly WebhookReceiver _receiver = new();
    readonly SteppedClock _clock = new();

    public void Dispose() => _receiver.Dispose();

    [Fact]
    public async Task A_message_is_posted_as_JSON_with_id_time_and_signature()
    {
        using var sender = new WebhookSender(Local, _clock);

        var answer = await sender.SendAsync(new WebhookMessage("id-1", _receiver.Url, "s3cret", """{"a":"ü"}"""), TestContext.Current.CancellationToken);

        Assert.Equal(new WebhookAnswer(200, "", null, null), answer);
        var request = Assert.Single(_receiver.Requests);
        var time = $"{_clock.GetUtcNow().ToUnixTimeSeconds()}";
        Assert.Equal("POST /hook HTTP/1.1", request["request"]);
        Assert.Equal("application/json", request["content-type"]);
        Assert.Equal("""{"a":"ü"}""", request[""]);
        Assert.Equal(("id-1", time), (request["x-mlflow-delivery-id"], request["x-mlflow-timestamp"]));
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes("s3cret"), Encoding.UTF8.GetBytes($$"""id-1.{{time}}.{"a":"ü"}""")));
        Assert.Equal($"v1,{signature}", request["x-mlflow-signature"]);
    }

    [Fact]
    public void A_signature_is_that_of_the_published_algorithm()
    {
        // python3 -c "import hmac,hashlib,base64; print(base64.b64encode(hmac.new(b'key', b'id.1700000000.{}', hashlib.sha256).digest()).decode())"
        Assert.Equal("v1,/Hqug/JsMUvI3mrKxx95W1oU9WZJN5/KNqtUvtF4fLc=", WebhookSignature.Of("key", "id", "1700000000", "{}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_secret_nothing_is_signed(string? secret)
    {
        await SendAsync(Local, _receiver.Url, secret);

        Assert.DoesNotContain("x-mlflow-signature", Assert.Single(_receiver.Requests).Keys);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var other = new WebhookReceiver();
        _receiver.Answer = _ => WebhookReceiver.Status(307, $"Location: {other.Url}\r\n");

        var answer = await SendAsync(Local, _receiver.Url);

        Assert.Equal((307, "The answer was 307; redirects are not followed."), (answer.Status, answer.Error));
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData(204, null)]
    [InlineData(404, "The answer was 404.")]
    [InlineData(500, "The answer was 500.")]
    public async Task Only_an_answer_of_200_to_299_is_success(int status, string? error)
    {
        _receiver.Answer = _ => $"HTTP/1.1 {status} Some\r\nConnection: close\r\n{(status == 204 ? "" : "Content-Length: 0\r\n")}\r\n";

        var answer = await SendAsync(Local, _receiver.Url);

        Assert.Equal((status, error, error is null), (answer.Status, answer.Error, answer.IsSuccess));
    }

    [Fact]
    public async Task Of_a_long_answer_only_the_beginning_is_read()
    {
        _receiver.Answer = _ => WebhookReceiver.Status(200, "", new string('x', 10_000_000));

        var answer = await SendAsync(Local, _receiver.Url);

        Assert.Equal(new string('x', 8192), answer.Body);
    }

    [Fact]
    public async Task Endless_headers_are_an_error()
    {
        _receiver.Answer = _ => $"HTTP/1.1 200 OK\r\nX: {new string('x', 100_000)}\r\n\r\n";

        Assert.NotNull((await SendAsync(Local, _receiver.Url)).Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegins")]
    public async Task An_answer_that_does_not_end_is_given_up(string? answer)
    {
        _receiver.Answer = _ => answer;
        var watch = Stopwatch.StartNew();
        using var sender = new WebhookSender(Local with { Timeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);

        var result = await sender.SendAsync(new WebhookMessage("id", _receiver.Url, null, "{}"), TestContext.Current.CancellationToken);

        Assert.False(result.IsSuccess);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Nobody_there_is_an_error()
    {
        string url;
        using (var gone = new WebhookReceiver())
        {
            url = gone.Url;
        }

        Assert.Equal((null, false), await SendAsync(Local, url) switch { var answer => (answer.Status, answer.IsSuccess) });
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("rebound.example")]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_connecting(string host)
    {
        using var sender = new WebhookSender(
            Guarded, _clock, host == "localhost" ? null : (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.216.34"), IPAddress.Loopback]));

        var answer = await sender.SendAsync(new WebhookMessage("id", $"http://{host}:{_receiver.Port}/hook", null, "{}"), TestContext.Current.CancellationToken);

        Assert.Matches($"^{host} is (127.0.0.1|::1), which is not a public address. Whoever runs the server may allow private ones.$", answer.Error);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_name_is_judged_at_each_connection_and_looked_up_once_for_it()
    {
        var lookups = 0;
        using var sender = new WebhookSender(Guarded with { AllowsPrivateAddresses = true }, _clock, (_, _) =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });

        var answer = await sender.SendAsync(new WebhookMessage("id", $"http://example.invalid:{_receiver.Port}/", null, "{}"), TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccess, answer.Error);
        Assert.Equal(1, lookups);
        Assert.Equal($"example.invalid:{_receiver.Port}", Assert.Single(_receiver.Requests)["host"]);
    }

    [Theory]
    [InlineData("http://127.0.0.1/", "127.0.0.1")]
    [InlineData("http://2130706433/", "127.0.0.1")]
    [InlineData("http://0x7f.1/", "127.0.0.1")]
    [InlineData("http://[::1]/", "::1")]
    [InlineData("http://[::ffff:10.0.0.1]/", "::ffff:10.0.0.1")]
    [InlineData("http://169.254.169.254/latest/meta-data", "169.254.169.254")]
    public async Task An_address_of_this_network_is_refused(string url, string address)
    {
        var message = $"Invalid webhook URL: {address} is not a public address. Whoever runs the server may allow private ones.";

        Assert.Equal(message, Assert.Throws<TrackingException>(() => WebhookUrl.Parse(url, Guarded)).Message);
        Assert.Equal(message, (await SendAsync(Guarded, url)).Error);
    }

    [Theory]
    [InlineData("http://example.com/", "Invalid webhook URL scheme: 'http'. Allowed schemes are: https.")]
    [InlineData("file:///etc/passwd", "Invalid webhook URL scheme: 'file'. Allowed schemes are: https.")]
    [InlineData("gopher://x/", "Invalid webhook URL scheme: 'gopher'. Allowed schemes are: https.")]
    [InlineData("hook", "Invalid webhook URL 'hook': it is not an absolute URL.")]
    [InlineData("https://example.com/\r\nX: y", "Invalid webhook URL 'https://example.com/\\r\\nX: y': it holds a control character. Leave it out.")]
    [InlineData("https://example.com/\n", "Invalid webhook URL 'https://example.com/\\n': it holds a control character. Leave it out.")]
    [InlineData("https://exa\tmple.com/", "Invalid webhook URL 'https://exa\\tmple.com/': it holds a control character. Leave it out.")]
    [InlineData("https://example.com/\u0085", "Invalid webhook URL 'https://example.com/\\x85': it holds a control character. Leave it out.")]
    [InlineData("  ", "Webhook URL cannot be empty or just whitespace")]
    [InlineData("https://user:pass@example.com/", "Invalid webhook URL: it needs a host, and must not hold a user or password. Sign what is sent with a secret instead.")]
    public void Other_URLs_are_refused(string url, string message) =>
        Assert.Equal(message, Assert.Throws<TrackingException>(() => WebhookUrl.Parse(url, new WebhookSettings())).Message);

    [Fact]
    public void A_secret_is_not_in_what_a_log_would_show() =>
        Assert.DoesNotContain("s3cret", new WebhookDelivery(1, "w", 0, new WebhookMessage("id", "https://h/", "s3cret", "{}")).ToString(), StringComparison.Ordinal);

    async Task<WebhookAnswer> SendAsync(WebhookSettings settings, string url, string? secret = null)
    {
        using var sender = new WebhookSender(settings, TimeProvider.System);
        return await sender.SendAsync(new WebhookMessage("id", url, secret, "{}"), TestContext.Current.CancellationToken);
    }
}
