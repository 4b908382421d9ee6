using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cambium.Data;

/// <summary>Writes a table as JSON Lines.</summary>
static class JsonLinesWriter
{
    const int Piece = 1 << 16;

    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    internal static void Write(Table table, Stream stream)
    {
        if (table.Columns.OfType<SparseColumn>().FirstOrDefault() is { } sparse)
        {
            throw new TableException($"Column '{sparse.Name}' holds sparse vectors, which JSON Lines cannot hold. Drop it before writing, or write the column that it was made from.")
            {
                Column = sparse.Name,
            };
        }

        var names = table.Columns.Select(column => JsonEncodedText.Encode(column.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)).ToArray();
        var buffered = new ArrayBufferWriter<byte>(2 * Piece);
        using var writer = new Utf8JsonWriter(buffered, Plain);
        for (var row = 0; row < table.RowCount; row++)
        {
            writer.WriteStartObject();
            for (var i = 0; i < names.Length; i++)
            {
                writer.WritePropertyName(names[i]);
                WriteValue(writer, table.Columns[i], row);
            }

            writer.WriteEndObject();
            writer.Flush();
            buffered.Write("\n"u8);
            writer.Reset();
            if (buffered.WrittenCount > Piece || row == table.RowCount - 1)
            {
                stream.Write(buffered.WrittenSpan);
                buffered.ResetWrittenCount();
            }
        }
    }

    static void WriteValue(Utf8JsonWriter writer, Column column, int row)
    {
        if (column.IsMissing(row))
        {
            writer.WriteNullValue();
            return;
        }

        switch (column)
        {
            case Column<double> numbers:
                WriteNumber(writer, numbers.Values[row]);
                break;
            case Column<long> wholes:
                writer.WriteNumberValue(wholes.Values[row]);
                break;
            case Column<bool> truths:
                writer.WriteBooleanValue(truths.Values[row]);
                break;
            case TextColumn texts:
                writer.WriteStringValue(texts.Utf8(row));
                break;
            default:
                writer.WriteStringValue(column.Format(row));
                break;
        }
    }

    /// <summary>With a point where the number is whole, so that the column reads back as one of numbers; infinities as texts.</summary>
    static void WriteNumber(Utf8JsonWriter writer, double number)
    {
        if (double.IsInfinity(number))
        {
            writer.WriteStringValue(number > 0 ? "Infinity" : "-Infinity");
            return;
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(double.IsInteger(number) && !text.Contains('E', StringComparison.Ordinal) ? text + ".0" : text, skipInputValidation: true);
    }
}
