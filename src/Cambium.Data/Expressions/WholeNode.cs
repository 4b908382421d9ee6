namespace Cambium.Data;

/// <summary>Arithmetic on whole numbers; what 64 bits do not hold is refused.</summary>
sealed class WholeNode(Operation operation, Node left, Node right, Expression source) : Node(ColumnType.Int64)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var (a, b) = (frame.Run(left), frame.Run(right));
        for (var word = 0; word < frame.Words; word++)
        {
            lanes.Valid[word] = a.Valid[word] & b.Valid[word];
        }

        var x = a.Wholes.Span[..frame.Length];
        var y = b.Wholes.Span[..frame.Length];
        var result = lanes.OwnWholes().AsSpan(0, frame.Length);
        var overflow = operation switch
        {
            Operation.Add => Add(x, y, result),
            Operation.Subtract => Subtract(x, y, result),
            Operation.Multiply => Multiply(x, y, result),
            Operation.Remainder => Remainder(x, y, result, lanes.Valid),
            Operation.Negate => Subtract(default, x, result),
            _ => Abs(x, result),
        };
        if (overflow)
        {
            ThrowWhereValid(frame, lanes, x, y);
        }
    }

    // Each says whether some row overflows, which may be one that is missing.
    static bool Add(ReadOnlySpan<long> x, ReadOnlySpan<long> y, Span<long> result)
    {
        var signs = 0L;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = unchecked(x[i] + y[i]);
            signs |= (x[i] ^ result[i]) & (y[i] ^ result[i]);
        }

        return signs < 0;
    }

    /// <summary>The differences; from 0 where there is no <paramref name="x"/>.</summary>
    static bool Subtract(ReadOnlySpan<long> x, ReadOnlySpan<long> y, Span<long> result)
    {
        var signs = 0L;
        for (var i = 0; i < result.Length; i++)
        {
            var from = x.Length == 0 ? 0 : x[i];
            result[i] = unchecked(from - y[i]);
            signs |= (from ^ y[i]) & (from ^ result[i]);
        }

        return signs < 0;
    }

    static bool Multiply(ReadOnlySpan<long> x, ReadOnlySpan<long> y, Span<long> result)
    {
        var overflow = false;
        for (var i = 0; i < result.Length; i++)
        {
            var high = Math.BigMul(x[i], y[i], out var low);
            result[i] = low;
            overflow |= high != low >> 63;
        }

        return overflow;
    }

    static bool Remainder(ReadOnlySpan<long> x, ReadOnlySpan<long> y, Span<long> result, ulong[] valid)
    {
        for (var i = 0; i < result.Length; i++)
        {
            // The least number's remainder by −1 is 0, but the processor traps.
            result[i] = y[i] is 0 or -1 ? 0 : x[i] % y[i];
            valid[i >> 6] &= y[i] == 0 ? ~(1UL << (i & 63)) : ulong.MaxValue;
        }

        return false;
    }

    static bool Abs(ReadOnlySpan<long> x, Span<long> result)
    {
        var overflow = false;
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = x[i] < 0 ? unchecked(-x[i]) : x[i];
            overflow |= x[i] == long.MinValue;
        }

        return overflow;
    }

    void ThrowWhereValid(Frame frame, Lanes lanes, ReadOnlySpan<long> x, ReadOnlySpan<long> y)
    {
        for (var i = 0; i < frame.Length; i++)
        {
            if ((lanes.Valid[i >> 6] >> (i & 63) & 1) != 0 && frame.IsActive(i) && Overflows(x[i], y[i]))
            {
                var numbers = operation is Operation.Negate or Operation.Abs ? $"{x[i]}" : $"{x[i]} and {y[i]}";
                throw new TableException(
                    $"'{source}' of {numbers} in row {frame.Start + i} is more than a whole number of 64 bits holds. Compute with as_number(...) of a part.");
            }
        }
    }

    bool Overflows(long x, long y)
    {
        var exact = operation switch
        {
            Operation.Add => (Int128)x + y,
            Operation.Subtract => (Int128)x - y,
            Operation.Multiply => (Int128)x * y,
            Operation.Negate => -(Int128)x,
            Operation.Remainder => 0,
            _ => Int128.Abs(x),
        };
        return exact < long.MinValue || exact > long.MaxValue;
    }
}
