using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Which store of datasets a command line means, and which version: NAME@VERSION, or NAME@latest.</summary>
static partial class DatasetArgument
{
    /// <summary>How a version is written.</summary>
    internal const string Spelling = "NAME@VERSION, such as prices@3 or prices@latest";

    /// <summary>The folder of datasets within that of a tracking store.</summary>
    const string Folder = "datasets";

    const string Newest = "latest";

    /// <summary>The store of datasets.</summary>
    internal static Option<string> Place() => new("--datasets")
    {
        HelpName = "PLACE",
        Description = "Store of datasets: a folder, or s3://BUCKET/PREFIX. Default: CAMBIUM_DATASETS of the environment, else the folder "
            + $"{Folder} in that of CAMBIUM_STORE, else {ToolOptions.StandardStore}/{Folder}.",
        DefaultValueFactory = _ => Standard(Environment.GetEnvironmentVariable),
    };

    /// <summary>The version of a dataset.</summary>
    internal static Argument<string> Version() => new("VERSION") { Description = $"A version of a dataset: {Spelling}." };

    /// <summary>The store where none is named.</summary>
    /// <param name="variable">A variable of the environment.</param>
    internal static string Standard(Func<string, string?> variable) =>
        variable("CAMBIUM_DATASETS") is { Length: > 0 } named ? named
        : variable("CAMBIUM_STORE") is { Length: > 0 } store && TrackingStore.IsFolder(store) ? Path.Combine(store, Folder)
        : Path.Combine(ToolOptions.StandardStore, Folder);

    /// <summary>Opens a store, which must be there: a misspelt folder must not become an empty store.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    internal static DatasetStore OpenExisting(string place, string option = "--datasets") =>
        S3Address.IsOne(place) || Directory.Exists(place)
            ? DatasetStore.Open(place)
            : throw CommandException.Failed($"There is no store of datasets in '{place}'. Name its folder or s3://BUCKET/PREFIX with {option}, or make one with 'cambium data add DATA'.");

    /// <summary>Whether a text is written as a version of a dataset.</summary>
    internal static bool IsOne(string text) => Reference().IsMatch(text);

    /// <summary>Refuses a text that is not written as a version of a dataset.</summary>
    /// <exception cref="CommandException">It is not.</exception>
    internal static void Check(string text)
    {
        if (!IsOne(text))
        {
            throw CommandException.Misuse($"'{text}' is no version of a dataset. Write it as {Spelling}.");
        }
    }

    /// <summary>The version that a text means, which is written as one.</summary>
    /// <exception cref="TrackingException">There is no such version.</exception>
    internal static DatasetVersion Find(DatasetStore store, string text)
    {
        var match = Reference().Match(text);
        var (name, version) = (match.Groups["name"].Value, match.Groups["version"].Value);
        return version == Newest ? store.Latest(name) : store.Get(name, int.Parse(version, CultureInfo.InvariantCulture));
    }

    /// <summary>The name of the dataset where a text is written as a version, else the text.</summary>
    internal static string NameIn(string text) => Reference().Match(text) is { Success: true } match ? match.Groups["name"].Value : text;

    [GeneratedRegex($@"^(?<name>[a-z0-9][a-z0-9._-]{{0,99}})@(?<version>[1-9][0-9]{{0,8}}|{Newest})\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex Reference();
}
