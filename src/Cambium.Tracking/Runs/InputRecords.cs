using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Tracking;

/// <summary>Tables that a run read, in the words of MLflow's protocol, so that its clients show them too.</summary>
static class InputRecords
{
    /// <summary>The tag of an input that tells what for it was read.</summary>
    internal const string ContextTag = "mlflow.data.context";

    /// <summary>The tag of an input that tells a dataset's version.</summary>
    internal const string VersionTag = "cambium.dataset.version";

    const int DigestLength = 32;
    const int MaxNameLength = 500;
    const int MaxSchemaLength = 1_048_575;

    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A version of a dataset.</summary>
    /// <param name="version">The version.</param>
    /// <param name="place">The store that has it.</param>
    /// <param name="context">What for it was read.</param>
    internal static DatasetInput Of(DatasetVersion version, string place, string context)
    {
        var source = JsonSerializer.Serialize(new { Uri = place, version.Name, Version = version.Number, File = version.FileName, version.Sha256 }, Json);
        var missing = version.Profile.Columns.ToDictionary(column => column.Name, column => column.Missing, StringComparer.Ordinal);
        return Of(
            version.Name, version.Fingerprint, ("cambium", source), version.Schema, name => missing.GetValueOrDefault(name) == 0, version.Rows, version.Profile,
            [new(ContextTag, context), new(VersionTag, version.Number.ToString(CultureInfo.InvariantCulture))]);
    }

    /// <summary>A table from elsewhere.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="table">The table.</param>
    /// <param name="source">A file, or its address.</param>
    /// <param name="context">What for it was read.</param>
    internal static DatasetInput Of(string name, Table table, string source, string context) => Of(
        name.Length <= MaxNameLength ? name : name[..MaxNameLength],
        table.Fingerprint(), SourceOf(source), table.Schema, column => table[column].MissingCount == 0, table.RowCount, Profile.Of(table),
        [new(ContextTag, context)]);

    /// <summary>What a record says of a run's input.</summary>
    internal static RunDataset Shown(DatasetInput input)
    {
        var version = input.Tags.FirstOrDefault(tag => tag.Key == VersionTag).Value;
        return new RunDataset(
            input.Dataset.Name,
            int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            input.Dataset.Digest,
            input.Tags.FirstOrDefault(tag => tag.Key == ContextTag).Value ?? "");
    }

    static DatasetInput Of(
        string name, string fingerprint, (string Type, string Json) source, Schema schema, Func<string, bool> isWhole, long rows, Profile profile, KeyValuePair<string, string>[] tags)
    {
        var columns = JsonSerializer.Serialize(
            new { MlflowColspec = schema.Fields.Select(field => new { Type = TypeOf(field.Type), field.Name, Required = isWhole(field.Name) }) }, Json);
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(profile, RunArtifacts.Json)));
        var size = JsonSerializer.Serialize(new { NumRows = rows, NumElements = rows * schema.Fields.Count, Fingerprint = fingerprint, ProfileSha256 = digest }, Json);
        return new DatasetInput(
            new DatasetRecord(name, fingerprint[..DigestLength], source.Type, source.Json, columns.Length <= MaxSchemaLength ? columns : null, size), tags);
    }

    /// <summary>Where a table comes from; of an address without what may be secret in it.</summary>
    static (string Type, string Json) SourceOf(string source)
    {
        if (S3Address.IsOne(source))
        {
            return ("s3", JsonSerializer.Serialize(new { Uri = source }, Json));
        }

        if (!RemoteFile.IsOne(source) || !Uri.TryCreate(source, UriKind.Absolute, out var address))
        {
            return ("local", JsonSerializer.Serialize(new { Uri = Path.GetFullPath(source) }, Json));
        }

        var shown = address.GetComponents(UriComponents.Scheme | UriComponents.Host | UriComponents.Port | UriComponents.Path, UriFormat.UriEscaped);
        return ("http", JsonSerializer.Serialize(new { Url = shown }, Json));
    }

    static string TypeOf(ColumnType type) => type switch
    {
        ColumnType.Float64 => "double",
        ColumnType.Int64 => "long",
        ColumnType.Boolean => "boolean",
        ColumnType.DateTime => "datetime",
        _ => "string",
    };
}
