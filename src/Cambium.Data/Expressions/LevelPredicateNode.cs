namespace Cambium.Data;

/// <summary>Asks something of a category: of each level once, of each row by its code.</summary>
sealed class LevelPredicateNode : Node
{
    readonly Node _value;
    readonly bool[] _holds;

    internal LevelPredicateNode(Node value, string[] levels, Predicate<string> holds)
        : base(ColumnType.Boolean) =>
        (_value, _holds) = (value, Array.ConvertAll(levels, level => holds(level)));

    internal override void Run(Frame frame, Lanes lanes)
    {
        var codes = frame.Run(_value).Codes.Span[..frame.Length];
        lanes.True.AsSpan(0, frame.Words).Clear();
        lanes.Valid.AsSpan(0, frame.Words).Clear();
        for (var i = 0; i < codes.Length; i++)
        {
            var code = codes[i];
            var bit = 1UL << (i & 63);
            lanes.Valid[i >> 6] |= code >= 0 ? bit : 0;
            lanes.True[i >> 6] |= code >= 0 && _holds[code] ? bit : 0;
        }
    }
}
