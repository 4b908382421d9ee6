namespace Cambium.Data;

/// <summary>Makes a whole number or a moment of a moment's ticks.</summary>
sealed class MomentNode(ColumnType type, Node value, Func<long, long> map) : Node(type)
{
    internal override DateTimeKind Kind => value.Kind;

    internal override void Run(Frame frame, Lanes lanes)
    {
        var moments = frame.Run(value);
        var ticks = moments.Wholes.Span[..frame.Length];
        var result = lanes.OwnWholes();
        moments.Valid.AsSpan(0, frame.Words).CopyTo(lanes.Valid);
        for (var i = 0; i < ticks.Length; i++)
        {
            result[i] = map(ticks[i]);
        }
    }
}
