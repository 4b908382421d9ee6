namespace Cambium.Data;

/// <summary>Whether a number, whole number or moment is in a set; where the set has a missing value, what is not in it is missing.</summary>
sealed class MembershipNode(Node value, HashSet<double> numbers, HashSet<long> wholes, bool hasMissing) : Node(ColumnType.Boolean)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var values = frame.Run(value);
        value.ValidWords(frame, values, lanes.Valid);
        lanes.True.AsSpan(0, frame.Words).Clear();
        for (var i = 0; i < frame.Length; i++)
        {
            var isIn = value.Type == ColumnType.Float64 ? numbers.Contains(values.Numbers.Span[i]) : wholes.Contains(values.Wholes.Span[i]);
            lanes.True[i >> 6] |= isIn ? 1UL << (i & 63) : 0;
        }

        for (var word = 0; word < frame.Words; word++)
        {
            lanes.True[word] &= lanes.Valid[word];
            lanes.Valid[word] = hasMissing ? lanes.True[word] : lanes.Valid[word];
        }
    }
}
