using System.Net.Sockets;
using System.Text;

namespace Cambium.Server.Tests;

/// <summary>Sends requests byte for byte: HttpClient would mend the paths and headers that an attacker would not.</summary>
static class RawRequest
{
    /// <summary>The whole answer to a request of these lines.</summary>
    internal static async Task<string> SendAsync(Uri server, params string[] lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, Test.Stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", [.. lines, "Connection: close", "", ""])), Test.Stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Test.Stop);
    }

    /// <summary>The answer to GET with a path that is sent as it stands.</summary>
    internal static Task<string> GetAsync(Uri server, string path) => SendAsync(server, $"GET {path} HTTP/1.1", $"Host: {server.Authority}");

    /// <summary>The status of an answer.</summary>
    internal static int StatusOf(string answer) => int.Parse(answer.Split(' ', 3)[1], System.Globalization.CultureInfo.InvariantCulture);
}
