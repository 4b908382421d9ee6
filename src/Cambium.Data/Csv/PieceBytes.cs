namespace Cambium.Data;

/// <summary>A text of any length in memory, in pieces.</summary>
sealed class PieceBytes : SourceBytes
{
    const int Piece = 1 << 24;

    readonly List<byte[]> _pieces = [];

    /// <summary>Reads a stream to its end.</summary>
    internal PieceBytes(Stream stream)
    {
        for (var count = Piece; count == Piece; Length += count)
        {
            var piece = GC.AllocateUninitializedArray<byte>(Piece);
            count = stream.ReadAtLeast(piece, Piece, throwOnEndOfStream: false);
            _pieces.Add(count == Piece ? piece : piece[..count]);
        }
    }

    internal override long Length { get; }

    public override void Dispose()
    {
    }

    internal override void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var part = _pieces[(int)(offset / Piece)].AsSpan((int)(offset % Piece));
            part = part[..Math.Min(part.Length, destination.Length)];
            part.CopyTo(destination);
            destination = destination[part.Length..];
            offset += part.Length;
        }
    }
}
