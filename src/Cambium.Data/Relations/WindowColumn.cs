namespace Cambium.Data;

/// <summary>What to compute of the rows around each row, and the name of the result; made by <see cref="Expressions.Lag"/> and its siblings for <see cref="RowWindow.With"/>.</summary>
public sealed class WindowColumn
{
    internal WindowColumn(WindowKind kind, string? column, string name, int rows = 0, int atLeast = 0) => (Kind, Column, Name, Rows, AtLeast) = (kind, column, name, rows, atLeast);

    /// <summary>The name of the result's column.</summary>
    public string Name { get; }

    internal WindowKind Kind { get; }

    /// <summary>The column; null where rows are numbered.</summary>
    internal string? Column { get; }

    /// <summary>The rows of a rolling window, the row itself included; of a shift how many rows earlier.</summary>
    internal int Rows { get; }

    /// <summary>The fewest values that a rolling window needs.</summary>
    internal int AtLeast { get; }

    /// <summary>The same under another name.</summary>
    public WindowColumn As(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new WindowColumn(Kind, Column, name, Rows, AtLeast);
    }
}
