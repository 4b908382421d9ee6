using System.Text;

namespace Cambium.Tracking.Tests;

/// <summary>An answer that a test's server gives.</summary>
sealed record FakeAnswer(int Status, byte[] Body, string ContentType = "application/json")
{
    /// <summary>Further header lines, each with its line end.</summary>
    internal string Headers { get; init; } = "";

    internal static FakeAnswer Json(string json) => new(200, Encoding.UTF8.GetBytes(json));

    internal static FakeAnswer Error(int status, string code, string message) =>
        new(status, Encoding.UTF8.GetBytes($$"""{"error_code": "{{code}}", "message": "{{message}}"}"""));

    internal static FakeAnswer Html(int status) => new(status, Encoding.UTF8.GetBytes("<!doctype html>\n<title>Not here</title>"), "text/html");
}
