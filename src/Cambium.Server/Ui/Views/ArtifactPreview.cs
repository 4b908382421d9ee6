using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Server;

/// <summary>What a page shows of an artifact: rows, text or a picture, whichever fits first; nothing for other binary content.</summary>
sealed record ArtifactPreview
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file's size in bytes.</summary>
    internal required long Size { get; init; }

    /// <summary>Whether a browser can show it as a picture.</summary>
    internal bool IsPicture { get; init; }

    /// <summary>Whether it is HTML, to be shown in a frame of its own.</summary>
    internal bool IsPage { get; init; }

    /// <summary>The names of the columns, then the first rows; empty where it is no table.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } = [];

    /// <summary>Whether the text is Markdown.</summary>
    internal bool IsMarkdown { get; init; }

    /// <summary>The beginning of the text; empty where it is none.</summary>
    internal string Text { get; init; } = "";

    /// <summary>What is left out, and why.</summary>
    internal string Note { get; init; } = "";

    internal static ArtifactPreview Of(string path, Stream stream)
    {
        var size = stream.Length;
        var (isPicture, isPage) = (ContentTypes.OfPicture(path) is not null, ContentTypes.IsPage(path));
        if (isPicture || isPage)
        {
            return size <= ServerLimits.ShownBytes
                ? new ArtifactPreview { Size = size, IsPicture = isPicture, IsPage = isPage }
                : new ArtifactPreview { Size = size, Note = $"This file is larger than the {Numbers.Size(ServerLimits.ShownBytes)} that are shown here; download it to look into it." };
        }

        if (path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            return OfParquet(path, stream, size);
        }

        var bytes = new byte[Math.Min(size, ServerLimits.PreviewBytes)];
        stream.ReadExactly(bytes);
        var isWhole = bytes.Length == size;
        var note = isWhole ? "" : $"The first {Numbers.Size(bytes.Length)} of {Numbers.Size(size)}; download it to see the rest.";
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) && isWhole && size > 0)
        {
            try
            {
                var table = Table.ParseCsv(bytes, new CsvOptions(), path);
                return RowsOf(table, size, $"of {Numbers.Whole(table.RowCount)}");
            }
            catch (TableException exception)
            {
                note = $"This file cannot be shown as a table, so its text is shown. {exception.Message}";
            }
        }

        if (TextOf(bytes, isWhole) is not { } text)
        {
            return new ArtifactPreview { Size = size, Note = "This file is not text; download it to look into it." };
        }

        var isJson = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        return new ArtifactPreview
        {
            Size = size,
            IsMarkdown = path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && isWhole,
            Text = isJson && isWhole ? Pretty(text) : text,
            Note = size == 0 ? "This file is empty." : note,
        };
    }

    static ArtifactPreview OfParquet(string path, Stream stream, long size)
    {
        if (!stream.CanSeek && size > ServerLimits.ShownBytes)
        {
            return new ArtifactPreview { Size = size, Note = $"This file is larger than the {Numbers.Size(ServerLimits.ShownBytes)} that are fetched to be shown here; download it to look into it." };
        }

        // One row more than is shown tells whether there are more. The memory is that of the first row group, and bounded whatever the file claims.
        var options = new ParquetOptions { MaxRows = ServerLimits.PreviewRows + 1, MaxThreads = 1, MaxExpansion = 1 };
        try
        {
            return RowsOf(stream.CanSeek ? Table.ReadParquet(stream, options, path) : Table.ParseParquet(WholeOf(stream, size), options, path), size, "of the table");
        }
        catch (TableException exception)
        {
            return new ArtifactPreview { Size = size, Note = $"This file cannot be shown as a table. {exception.Message}" };
        }
    }

    static byte[] WholeOf(Stream stream, long size)
    {
        var bytes = new byte[size];
        stream.ReadExactly(bytes);
        return bytes;
    }

    static ArtifactPreview RowsOf(Table table, long size, string whole)
    {
        var shown = Math.Min(table.RowCount, ServerLimits.PreviewRows);
        return new ArtifactPreview
        {
            Size = size,
            Note = shown == 0 ? "This table has columns but no rows." : shown < table.RowCount ? $"The first {Numbers.Count(shown, "row")} {whole}." : "",
            Rows =
            [
                [.. table.Columns.Select(column => column.Name)],
                .. Enumerable.Range(0, shown).Select(row => table.Columns.Select(column => column.Format(row)).ToArray()),
            ],
        };
    }

    /// <summary>The bytes as text, or null where they are none; a letter that the end cuts in two is left out.</summary>
    static string? TextOf(byte[] bytes, bool isWhole)
    {
        var end = bytes.Length;
        while (!isWhole && end > 0 && end > bytes.Length - 4 && (bytes[end - 1] & 0x80) != 0)
        {
            end--;
        }

        try
        {
            var text = StrictUtf8.GetString(bytes, 0, end);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static string Pretty(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document, Indented);
        }
        catch (JsonException)
        {
            // Damaged JSON is shown as it is.
            return json;
        }
    }
}
