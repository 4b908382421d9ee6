using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Options that several commands share.</summary>
static class ToolOptions
{
    /// <summary>The folder of the tracking store where none is named.</summary>
    internal const string StandardStore = "cambium-data";

    /// <summary>Machine output, on every command.</summary>
    internal static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document instead of text.",
        Recursive = true,
    };

    /// <summary>Stack traces, on every command.</summary>
    internal static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the stack trace when something fails.",
        Recursive = true,
    };

    /// <summary>The tracking store.</summary>
    internal static Option<string> Store() => new("--store")
    {
        HelpName = "STORE",
        Description = $"Tracking store: a folder, postgres://USER:PASSWORD@HOST/DATABASE, or the address of a server (http://HOST:PORT). Default: CAMBIUM_STORE of the environment, else {StandardStore}.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CAMBIUM_STORE") is { Length: > 0 } store ? store : StandardStore,
    };

    /// <summary>Where the files of the tracking store are.</summary>
    internal static Option<string?> Artifacts() => new("--artifacts")
    {
        HelpName = "PLACE",
        Description = "Files of runs and models: a folder, or s3://BUCKET/PREFIX. Default: CAMBIUM_ARTIFACTS of the environment, else within the store's folder; "
            + "with PostgreSQL, cambium-data/artifacts.",
    };

    /// <summary>The port that a server listens on.</summary>
    internal static Option<int> Port() => NumberOption.Whole("--port", "N", 5000, 0, 65535, "Port to listen on; the next free one when it is taken. 0: any. Default: 5000.");

    /// <summary>The table to read.</summary>
    internal static Argument<string> Data() => new("DATA") { Description = "A CSV, TSV, JSON Lines (.jsonl) or Parquet file; text may be packed (.gz). Or its address: s3://BUCKET/KEY or https://; or a version of a dataset: NAME@VERSION." };

    /// <summary>Whether findings are kept where pages show them; <see cref="FindingsLog"/> does it.</summary>
    internal static Option<bool> Log() => new("--log") { Description = "Also keep the findings on the run that made the registered model, where its pages show them." };

    /// <summary>The model to use.</summary>
    internal static Argument<string> Model() => new("MODEL")
    {
        Description = "The folder of a saved model, or models:/NAME/VERSION or models:/NAME@ALIAS.",
    };
}
