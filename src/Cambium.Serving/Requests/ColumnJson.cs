using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Writes a column as a JSON list; a missing value and a number that is not finite are null.</summary>
static class ColumnJson
{
    internal static void Write(Utf8JsonWriter writer, Column column)
    {
        writer.WriteStartArray();
        for (var row = 0; row < column.Length; row++)
        {
            WriteValue(writer, column, row);
        }

        writer.WriteEndArray();
    }

    static void WriteValue(Utf8JsonWriter writer, Column column, int row)
    {
        switch (column)
        {
            case var _ when !column.Validity[row]:
                writer.WriteNullValue();
                break;
            case Column<double> numbers:
                JsonBytes.WriteNumber(writer, numbers.Values[row]);
                break;
            case Column<long> numbers:
                writer.WriteNumberValue(numbers.Values[row]);
                break;
            case Column<bool> truths:
                writer.WriteBooleanValue(truths.Values[row]);
                break;
            default:
                writer.WriteStringValue(column.Format(row));
                break;
        }
    }
}
