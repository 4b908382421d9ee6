namespace Cambium.Data;

/// <summary>Makes the values of a column of values that are laid out plainly.</summary>
/// <param name="width">The bytes of a stored value.</param>
/// <param name="limit">What a column can hold, for the message where a value is beyond it.</param>
abstract class ValueConversion<TValue>(int width, string limit)
    where TValue : unmanaged
{
    internal int Width { get; } = width;

    internal string Limit { get; } = limit;

    /// <summary>Fills <paramref name="target"/> from as many stored values.</summary>
    /// <returns>The place of the first value that a column cannot hold, or −1.</returns>
    internal abstract int Convert(ReadOnlySpan<byte> source, Span<TValue> target);
}
