using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking;

/// <summary>Signs what is sent, as MLflow does after the Standard Webhooks specification: HMAC-SHA256 over id, time and body.</summary>
static class WebhookSignature
{
    internal const string SignatureHeader = "X-MLflow-Signature";
    internal const string TimeHeader = "X-MLflow-Timestamp";
    internal const string IdHeader = "X-MLflow-Delivery-Id";

    /// <summary>"v1," and the signature in base64.</summary>
    /// <param name="secret">The webhook's secret.</param>
    /// <param name="deliveryId">The message's id.</param>
    /// <param name="unixSeconds">The time of the attempt as it is sent.</param>
    /// <param name="body">The body as it is sent.</param>
    internal static string Of(string secret, string deliveryId, string unixSeconds, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{deliveryId}.{unixSeconds}.{body}")))}";
}
