using System.Globalization;

namespace Cambium.Data;

/// <summary>Writes values as text, as CSV would.</summary>
sealed class AsTextNode(Node value) : Node(ColumnType.String)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var values = frame.Run(value);
        Span<ulong> valid = stackalloc ulong[Lanes.Words];
        value.ValidWords(frame, values, valid);
        for (var i = 0; i < frame.Length; i++)
        {
            lanes.Texts[i] = (valid[i >> 6] >> (i & 63) & 1) == 0 ? null : value.Type switch
            {
                ColumnType.Float64 => values.Numbers.Span[i].ToString("R", CultureInfo.InvariantCulture),
                ColumnType.Int64 => values.Wholes.Span[i].ToString(CultureInfo.InvariantCulture),
                ColumnType.DateTime => Column<DateTime>.FormatMoment(new DateTime(values.Wholes.Span[i])),
                ColumnType.Boolean => (values.True[i >> 6] >> (i & 63) & 1) != 0 ? "true" : "false",
                _ => value.TextAt(values, i),
            };
        }
    }
}
