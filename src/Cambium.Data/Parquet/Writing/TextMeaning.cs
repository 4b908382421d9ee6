namespace Cambium.Data;

/// <summary>How a schema says that bytes are text.</summary>
static class TextMeaning
{
    internal static void Write(ThriftWriter writer)
    {
        const int ConvertedUtf8 = 0;
        writer.Int32(6, ConvertedUtf8);
        writer.Begin(10);
        writer.Empty(1);
        writer.End();
    }
}
