namespace Cambium.Data;

/// <summary>Asks something of one text or of two; missing where one is.</summary>
sealed class TextPredicateNode(Node left, Node right, Func<string, string, bool> holds) : Node(ColumnType.Boolean)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var a = frame.Run(left);
        var b = ReferenceEquals(left, right) ? a : frame.Run(right);
        lanes.True.AsSpan(0, frame.Words).Clear();
        lanes.Valid.AsSpan(0, frame.Words).Clear();
        for (var i = 0; i < frame.Length; i++)
        {
            if (left.TextAt(a, i) is { } x && right.TextAt(b, i) is { } y)
            {
                var bit = 1UL << (i & 63);
                lanes.Valid[i >> 6] |= bit;
                lanes.True[i >> 6] |= frame.IsActive(i) && holds(x, y) ? bit : 0;
            }
        }
    }
}
