namespace Cambium.Data;

/// <summary>The kinds of values that lines gave to a column.</summary>
[Flags]
enum JsonKind
{
    None = 0,
    Whole = 1,
    Number = 2,
    Truth = 4,
    Text = 8,

    /// <summary>An array, or a number too great for floating point: kept as the file writes it.</summary>
    AsWritten = 16,
}
