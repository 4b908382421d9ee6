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
    Array = 16,
}
