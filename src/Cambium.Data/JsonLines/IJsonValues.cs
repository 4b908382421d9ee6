namespace Cambium.Data;

/// <summary>Takes the values of lines.</summary>
interface IJsonValues
{
    /// <summary>Takes a value of the current line.</summary>
    /// <param name="column">The column's number, in the order in which columns first come.</param>
    /// <param name="kind">What the value is.</param>
    /// <param name="text">A text without its escapes; anything else as the file writes it.</param>
    void Add(int column, JsonKind kind, ReadOnlySpan<byte> text);
}
