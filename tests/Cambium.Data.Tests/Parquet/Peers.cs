using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Cambium.Data.Tests;

/// <summary>Other readers and writers of Parquet: DuckDB, hyparquet and parquet-wasm, which run in a process of Node.js.</summary>
static class Peers
{
    static readonly string Script = typeof(Peers).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Peers").Value!;

    /// <summary>A step that runs a statement in DuckDB and gives its rows.</summary>
    internal static object Sql(string sql) => new { op = "sql", sql };

    /// <summary>A step that gives the rows of a file as hyparquet reads it.</summary>
    internal static object Hyparquet(string file) => new { op = "hyparquet", file };

    /// <summary>A step that has parquet-wasm read a file and write another.</summary>
    internal static object Rewrite(string from, string to, Dictionary<string, object> properties) => new { op = "rewrite", from, to, properties };

    /// <summary>Runs steps one after another, and gives what each answered.</summary>
    internal static JsonElement[] Run(params object[] steps)
    {
        var start = new ProcessStartInfo("node") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, ArgumentList = { Script } };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        node.StandardInput.Write(JsonSerializer.Serialize(steps));
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, errors.Result);
        return JsonSerializer.Deserialize<JsonElement[]>(output)!;
    }

    /// <summary>Rows of texts.</summary>
    internal static string?[][] Rows(JsonElement answer) => answer.Deserialize<string?[][]>()!;
}
