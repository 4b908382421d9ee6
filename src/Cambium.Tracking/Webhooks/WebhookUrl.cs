using System.Net;

namespace Cambium.Tracking;

/// <summary>Which URLs webhooks may have. Names are not looked up here: what they lead to is judged when a connection is made.</summary>
static class WebhookUrl
{
    /// <summary>The URL, where it may be used.</summary>
    /// <exception cref="TrackingException">It may not.</exception>
    internal static Uri Parse(string text, WebhookSettings settings)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new TrackingException("Webhook URL cannot be empty or just whitespace");
        }

        Limits.Text("url", text, Limits.MaxLocationLength);
        if (text.Any(char.IsControl))
        {
            // The end of a line, which some take out of a URL and others let begin a header.
            throw new TrackingException($"Invalid webhook URL {PythonText.Repr(text)}: it holds a control character. Leave it out.");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            throw new TrackingException($"Invalid webhook URL {PythonText.Repr(text)}: it is not an absolute URL.");
        }

        string[] schemes = settings.AllowsHttp ? [Uri.UriSchemeHttps, Uri.UriSchemeHttp] : [Uri.UriSchemeHttps];
        if (!schemes.Contains(url.Scheme))
        {
            throw new TrackingException($"Invalid webhook URL scheme: {PythonText.Repr(url.Scheme)}. Allowed schemes are: {string.Join(", ", schemes)}.");
        }

        if (url.Host.Length == 0 || url.UserInfo.Length > 0)
        {
            throw new TrackingException("Invalid webhook URL: it needs a host, and must not hold a user or password. Sign what is sent with a secret instead.");
        }

        return settings.AllowsPrivateAddresses || !IPAddress.TryParse(url.DnsSafeHost, out var address) || PublicAddress.Is(address)
            ? url
            : throw new TrackingException($"Invalid webhook URL: {Refusal(url.DnsSafeHost, address)}");
    }

    /// <summary>Why an address is not connected to.</summary>
    internal static string Refusal(string host, IPAddress address) =>
        $"{(host == address.ToString() ? host : $"{host} is {address}, which")} is not a public address. Whoever runs the server may allow private ones.";
}
