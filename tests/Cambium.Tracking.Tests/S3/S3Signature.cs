using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>Checks a request's signature of version 4, as S3 does.</summary>
static class S3Signature
{
    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The code of the refusal, or null where the signature is right.</summary>
    internal static string? ProblemOf(HttpListenerRequest request, byte[] body, string accessKey, string secret)
    {
        var given = (request.Headers["Authorization"] ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (given.Length != 4 || given[0] != Algorithm)
        {
            return "AccessDenied";
        }

        var credential = given[1]["Credential=".Length..].Split('/');
        if (credential[0] != accessKey)
        {
            return "InvalidAccessKeyId";
        }

        var hash = request.Headers["X-Amz-Content-SHA256"] ?? "";
        if (hash != Hex(SHA256.HashData(body)))
        {
            return "XAmzContentSHA256Mismatch";
        }

        var signed = given[2]["SignedHeaders=".Length..];
        var canonical = string.Join('\n',
        [
            request.HttpMethod,
            request.RawUrl!.Split('?')[0],
            QueryOf(request.RawUrl!),
            .. signed.Split(';').Select(name => $"{name}:{(name == "host" ? request.UserHostName : request.Headers[name])?.Trim()}"),
            "",
            signed,
            hash,
        ]);
        var scope = string.Join('/', credential[1..]);
        var text = $"{Algorithm}\n{request.Headers["X-Amz-Date"]}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = credential[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return given[3]["Signature=".Length..] == Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) ? null : "SignatureDoesNotMatch";
    }

    static string QueryOf(string url) => url.Contains('?', StringComparison.Ordinal)
        ? string.Join('&', url[(url.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&').Select(one => one.Contains('=', StringComparison.Ordinal) ? one : one + "=").Order(StringComparer.Ordinal))
        : "";

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
