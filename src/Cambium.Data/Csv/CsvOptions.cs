using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to read a CSV file. The defaults find everything out from the file.</summary>
/// <remarks>
/// <para>
/// A column's type is the first of these that every one of its values has: Int64, Float64 (also <c>inf</c>, <c>-Infinity</c>, and whole
/// numbers beyond 64 bits), Boolean (<c>true</c>, <c>True</c>, <c>TRUE</c> and their opposites; yes and no are categories), DateTime
/// (ISO 8601: <c>2026-01-31</c>, with a time after <c>T</c> or a space; <c>Z</c> or an offset is turned to UTC). Else it is text:
/// Category where it repeats, String where not. A column without any value is Float64.
/// </para>
/// <para>
/// Text repeats where it has at most half as many distinct values as values, plus one, and at most 1,000 or a twentieth of the values,
/// whichever is more. Levels come in ordinal order.
/// </para>
/// <para>
/// Numbers with leading zeros, such as <c>007</c>, are text, because codes would lose them; so are numbers beyond ±1.8·10³⁰⁸, such as
/// <c>1e400</c>, which would become infinite, while numbers too near to 0 become 0. Spaces around numbers, truths and dates are
/// ignored; in text they count. Quotes around a value do not change its type. The quoted empty field is an empty text; in a column whose
/// other values are numbers, truths or dates, it is missing. An unquoted <c>nan</c> in any casing is missing in a
/// Float64 column.
/// </para>
/// <para>
/// Lines end with LF or CRLF. Blank lines before the first record are passed over; later ones too, except in a table of one column,
/// where they are missing values.
/// </para>
/// <para>
/// Reading takes at most 64 MiB and 1,024 bytes for each byte of the text; a text of ordinary rows takes about ten for each, one of very many columns most.
/// </para>
/// </remarks>
public sealed record CsvOptions
{
    /// <summary>
    /// The byte between two fields; null, the default: whichever of comma, semicolon, tab and pipe fits the first 500 records (of the
    /// first 256 KiB) best.
    /// An ASCII character other than a letter, a digit, a quote, a sign, a point or a line end.
    /// </summary>
    public char? Delimiter { get; init => field = value is { } character ? CheckDelimiter(character) : null; }

    /// <summary>Whether the first record names the columns. Default true. Without it they are named column_1, column_2 and so on.</summary>
    public bool Header { get; init; } = true;

    /// <summary>Fields that mean "no value", compared exactly and only unquoted. Default: the empty field, NA, N/A, NaN, null.</summary>
    public EquatableArray<string> MissingTokens { get; init; } = ["", "NA", "N/A", "NaN", "null"];

    /// <summary>
    /// Types of columns by name, where the type that the values suggest is not the one wanted. Default none. A number may then have leading
    /// zeros. Levels that a Category field lists keep their order; others that the file holds follow in ordinal order.
    /// </summary>
    public EquatableArray<Field> Types { get; init; } = [];

    /// <summary>Columns that are read as String where the file has them and <see cref="Types"/> says nothing of them. Default none.</summary>
    public EquatableArray<string> TextColumns { get; init; } = [];

    /// <summary>
    /// Most threads to use; 0, the default, means one per processor. Range [0, ∞). The table is the same at any number.
    /// </summary>
    public int MaxThreads { get; init => field = Check.AtLeast(value, 0); }

    /// <summary>
    /// Most bytes of text for each byte of a file that is packed with gzip, beside 64 MiB that it always may hold. Default 200. Range [1, ∞). A file that
    /// holds more is refused; a scan reads it in bounded memory.
    /// </summary>
    public int MaxExpansion { get; init => field = Check.AtLeast(value, 1); } = 200;

    /// <summary>What is said of a column's type; null where nothing is.</summary>
    internal Field? Declared(string name) =>
        Types.FirstOrDefault(field => field.Name == name) ?? (TextColumns.Contains(name) ? new Field(name, ColumnType.String) : null);

    static char CheckDelimiter(char character) =>
        char.IsAscii(character) && !char.IsLetterOrDigit(character) && character is not ('"' or '\r' or '\n' or '\0' or '-' or '+' or '.')
            ? character
            : throw new ArgumentOutOfRangeException(
                nameof(Delimiter),
                character,
                "Delimiter must be an ASCII character other than a letter, a digit, a quote, a sign, a point or a line end.");
}
