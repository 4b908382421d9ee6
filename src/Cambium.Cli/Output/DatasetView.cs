using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Versions of datasets in words.</summary>
static class DatasetView
{
    const int FingerprintShown = 10;
    const int NoteShown = 40;

    /// <summary>How a version is written on a command line.</summary>
    internal static string Reference(DatasetVersion version) => $"{version.Name}@{version.Number}";

    /// <summary>Datasets by their newest version.</summary>
    internal static Spectre.Console.Table Datasets(IEnumerable<(DatasetVersion Newest, int Versions)> datasets)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.Left("dataset")).AddColumn(Plain.Right("versions")).AddColumn(Plain.LeftUnbroken("newest (UTC)"));
        table.AddColumn(Plain.Right("rows")).AddColumn(Plain.Right("columns")).AddColumn(Plain.Right("size")).AddColumn(Plain.Left("note"));
        foreach (var (newest, versions) in datasets)
        {
            Plain.AddRow(table, newest.Name, Figure.Count(versions), Figure.Moment(newest.CreatedAt), Figure.Count(newest.Rows), Figure.Count(newest.Schema.Fields.Count), Figure.Bytes(newest.Size), Note(newest));
        }

        return table;
    }

    /// <summary>The versions of one dataset.</summary>
    internal static Spectre.Console.Table Versions(IEnumerable<DatasetVersion> versions)
    {
        var table = Plain.Table();
        table.AddColumn(Plain.LeftUnbroken("version")).AddColumn(Plain.LeftUnbroken("added (UTC)")).AddColumn(Plain.Left("file")).AddColumn(Plain.Right("rows"));
        table.AddColumn(Plain.Right("columns")).AddColumn(Plain.Right("size")).AddColumn(Plain.LeftUnbroken("fingerprint")).AddColumn(Plain.Left("note"));
        foreach (var version in versions)
        {
            Plain.AddRow(
                table,
                Reference(version), Figure.Moment(version.CreatedAt), Plain.Clean(version.FileName), Figure.Count(version.Rows), Figure.Count(version.Schema.Fields.Count),
                Figure.Bytes(version.Size), Plain.Cut(version.Fingerprint, FingerprintShown), Note(version));
        }

        return table;
    }

    /// <summary>A version for a program.</summary>
    internal static object Document(DatasetVersion version) => new
    {
        version.Name,
        Version = version.Number,
        File = version.FileName,
        Added = version.CreatedAt,
        Bytes = version.Size,
        version.Sha256,
        version.Rows,
        Columns = version.Schema.Fields.Select(field => new { field.Name, Type = ProfileView.TypeName(field.Type) }),
        version.Fingerprint,
        version.Note,
        Chunks = version.Chunks.Count,
    };

    static string Note(DatasetVersion version) => Plain.Cut(Plain.Clean(version.Note), NoteShown);
}
