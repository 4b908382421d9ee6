namespace Cambium.Data;

/// <summary>Whether a value is missing; never missing itself.</summary>
sealed class MissingNode(Node value) : Node(ColumnType.Boolean)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        value.ValidWords(frame, frame.Run(value), lanes.True);
        for (var word = 0; word < frame.Words; word++)
        {
            lanes.True[word] = ~lanes.True[word];
            lanes.Valid[word] = ulong.MaxValue;
        }
    }
}
