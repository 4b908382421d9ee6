namespace Cambium.Data;

/// <summary>The least and the greatest of texts by the order of their bytes.</summary>
ref struct TextBounds
{
    // Longer bounds would make the footer large and help no one.
    const int MostBytes = 64;

    ReadOnlySpan<byte> _min;
    ReadOnlySpan<byte> _max;
    bool _any;

    internal void Add(ReadOnlySpan<byte> text)
    {
        if (!_any || text.SequenceCompareTo(_min) < 0)
        {
            _min = text;
        }

        if (!_any || text.SequenceCompareTo(_max) > 0)
        {
            _max = text;
        }

        _any = true;
    }

    internal readonly void Give(EncodedChunk chunk)
    {
        if (_any && _min.Length <= MostBytes && _max.Length <= MostBytes)
        {
            chunk.Min = _min.ToArray();
            chunk.Max = _max.ToArray();
        }
    }
}
