using System.Text.Json.Nodes;

namespace Cambium.Cli.Tests;

/// <summary>What the tool said and how it ended.</summary>
/// <param name="Status">The exit status.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
sealed record Answer(int Status, string Out, string Error)
{
    /// <summary>Standard output as one JSON document.</summary>
    internal JsonNode Json => JsonNode.Parse(Out) ?? throw new InvalidOperationException("Standard output is null.");

    /// <summary>Asserts that it went well, without a word on standard error.</summary>
    internal Answer Done()
    {
        Assert.Equal("", Error);
        Assert.Equal(0, Status);
        return this;
    }

    /// <summary>Asserts that it ended with a status and one line on standard error, and wrote nothing else.</summary>
    internal void Refused(int status, string line)
    {
        Assert.Equal(line + "\n", Error);
        Assert.Equal("", Out);
        Assert.Equal(status, Status);
    }
}
