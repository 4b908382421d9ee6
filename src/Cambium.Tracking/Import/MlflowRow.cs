using System.Data.Common;
using System.Globalization;

namespace Cambium.Tracking;

/// <summary>A row of a table of MLflow's, whose columns depend on its version: one that is not there counts as empty.</summary>
readonly struct MlflowRow(DbDataReader reader, Dictionary<string, int> columns)
{
    /// <summary>A text; NUL characters, which not every database keeps, become U+FFFD.</summary>
    internal string? Text(string column)
    {
        var value = Value(column);
        return value switch
        {
            null => null,
            string text => text.Replace('\0', '\uFFFD'),
            byte[] => null,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A whole number.</summary>
    internal long? Whole(string column) => Value(column) switch
    {
        long whole => whole,
        double number when Math.Abs(number) < 9e18 => (long)number,
        string text => YamlValues.Whole(text),
        _ => null,
    };

    /// <summary>Any number.</summary>
    internal double? Number(string column) => Value(column) switch
    {
        long whole => whole,
        double number => number,
        _ => null,
    };

    object? Value(string column) => columns.TryGetValue(column, out var at) && !reader.IsDBNull(at) ? reader.GetValue(at) : null;
}
