namespace Cambium.Data;

/// <summary>A text of any length in memory, in pieces.</summary>
sealed class PieceBytes : SourceBytes
{
    const int Piece = 1 << 24;

    // Most packed files are small, and need no whole piece.
    const int FirstRead = 1 << 16;

    readonly List<byte[]> _pieces = [];

    /// <summary>Reads a stream to its end.</summary>
    internal PieceBytes(Stream stream)
    {
        var piece = GC.AllocateUninitializedArray<byte>(FirstRead);
        var count = stream.ReadAtLeast(piece, FirstRead, throwOnEndOfStream: false);
        if (count == FirstRead)
        {
            var whole = GC.AllocateUninitializedArray<byte>(Piece);
            piece.CopyTo(whole);
            piece = whole;
            count += stream.ReadAtLeast(piece.AsSpan(FirstRead), Piece - FirstRead, throwOnEndOfStream: false);
        }

        while (true)
        {
            _pieces.Add(count == Piece ? piece : piece[..count]);
            Length += count;
            if (count < Piece)
            {
                return;
            }

            piece = GC.AllocateUninitializedArray<byte>(Piece);
            count = stream.ReadAtLeast(piece, Piece, throwOnEndOfStream: false);
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
