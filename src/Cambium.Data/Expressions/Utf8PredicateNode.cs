namespace Cambium.Data;

/// <summary>Asks something of the bytes of a column of texts, without making strings of them.</summary>
sealed class Utf8PredicateNode(TextColumn texts, Utf8PredicateNode.Predicate holds) : Node(ColumnType.Boolean)
{
    internal delegate bool Predicate(ReadOnlySpan<byte> text);

    internal override void Run(Frame frame, Lanes lanes)
    {
        texts.Validity.CopyWords(frame.Start, frame.Length, lanes.Valid);
        lanes.True.AsSpan(0, frame.Words).Clear();
        for (var i = 0; i < frame.Length; i++)
        {
            if ((lanes.Valid[i >> 6] >> (i & 63) & 1) != 0 && holds(texts.Utf8(frame.Start + i)))
            {
                lanes.True[i >> 6] |= 1UL << (i & 63);
            }
        }
    }
}
