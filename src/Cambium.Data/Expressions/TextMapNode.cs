namespace Cambium.Data;

/// <summary>Makes a text of a text.</summary>
sealed class TextMapNode(Node value, Func<string, string> map) : Node(ColumnType.String)
{
    internal override void Run(Frame frame, Lanes lanes)
    {
        var texts = frame.Run(value);
        for (var i = 0; i < frame.Length; i++)
        {
            lanes.Texts[i] = value.TextAt(texts, i) is { } text ? map(text) : null;
        }
    }
}
