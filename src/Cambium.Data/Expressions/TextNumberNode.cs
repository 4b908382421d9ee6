namespace Cambium.Data;

/// <summary>Makes a number, whole number or moment of a text; a text that is none is refused.</summary>
/// <param name="read">The number as a double's bits, the whole number or the ticks; null where the text is none.</param>
sealed class TextNumberNode(ColumnType type, Node value, Func<string, long?> read, Expression source) : Node(type)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var texts = frame.Run(value);
        var numbers = Type == ColumnType.Float64 ? lanes.OwnNumbers() : [];
        var wholes = Type == ColumnType.Float64 ? [] : lanes.OwnWholes();
        lanes.Valid.AsSpan(0, frame.Words).Clear();
        for (var i = 0; i < frame.Length; i++)
        {
            var text = value.TextAt(texts, i);
            var number = text is null ? null : read(text);
            if (text is not null && number is null && frame.IsActive(i))
            {
                throw new TableException(
                    $"'{ExpressionLexer.Shortened(text)}' in row {frame.Start + i} is no value of type {Type}, which '{source}' asks for. Choose the rows that are one first, for instance with a case.");
            }

            lanes.Valid[i >> 6] |= number is null ? 0 : 1UL << (i & 63);
            if (numbers.Length > 0)
            {
                numbers[i] = number is { } bits ? BitConverter.Int64BitsToDouble(bits) : double.NaN;
            }
            else
            {
                wholes[i] = number ?? 0;
            }
        }
    }
}
