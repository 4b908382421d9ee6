namespace Cambium.Data;

/// <summary>How to read a CSV file. The defaults find everything out from the file.</summary>
public sealed record CsvOptions
{
    /// <summary>The byte between two fields; null, the default: whichever of comma, semicolon, tab and pipe fits the file best.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether the first record names the columns. Default true. Without it they are named column_1, column_2 and so on.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Fields that mean "no value", compared exactly and only unquoted. Default: the empty field, NA, N/A, NaN, null.</summary>
    public EquatableArray<string> MissingTokens { get; init; } = ["", "NA", "N/A", "NaN", "null"];

    /// <summary>Types of columns by name, where the type that the values suggest is not the one wanted. Default none.</summary>
    public EquatableArray<Field> Types { get; init; } = [];

    /// <summary>Most threads to use; 0, the default, means one per processor. The table is the same at any number.</summary>
    public int MaxThreads { get; init; }
}
