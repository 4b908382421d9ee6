namespace Cambium.Data;

/// <summary>Makes numbers of whole numbers, truths and moments, and whole numbers of numbers and truths.</summary>
sealed class CastNode(ColumnType type, Node value, Expression source) : Node(type)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var values = frame.Run(value);
        if (value.Type == ColumnType.Float64)
        {
            CutOff(frame, values.Numbers.Span[..frame.Length], lanes);
            return;
        }

        values.Valid.AsSpan(0, frame.Words).CopyTo(lanes.Valid);
        if (Type == ColumnType.Int64)
        {
            var wholes = lanes.OwnWholes();
            for (var i = 0; i < frame.Length; i++)
            {
                wholes[i] = (long)(values.True[i >> 6] >> (i & 63) & 1);
            }

            return;
        }

        var numbers = lanes.OwnNumbers();
        for (var i = 0; i < frame.Length; i++)
        {
            var number = value.Type == ColumnType.Boolean ? values.True[i >> 6] >> (i & 63) & 1 : (double)values.Wholes.Span[i];
            numbers[i] = (values.Valid[i >> 6] >> (i & 63) & 1) == 0 ? double.NaN : number;
        }
    }

    void CutOff(Frame frame, ReadOnlySpan<double> numbers, Lanes lanes)
    {
        var wholes = lanes.OwnWholes();
        NumberWords(numbers, lanes.Valid);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (Math.Abs(numbers[i]) >= 9223372036854775808.0 && numbers[i] != long.MinValue && frame.IsActive(i))
            {
                throw new TableException($"'{source}' of {numbers[i]:R} in row {frame.Start + i} is more than a whole number of 64 bits holds. Choose the rows that fit first.");
            }

            wholes[i] = double.IsNaN(numbers[i]) ? 0 : (long)numbers[i];
        }
    }
}
