namespace Cambium.Data;

/// <summary>What the text is called in messages, and the messages themselves.</summary>
/// <param name="name">The file's name, or what the caller calls the text.</param>
sealed class CsvSource(string name)
{
    internal string Name { get; } = name;

    internal TableException Empty() =>
        new($"{Name} is empty. A table needs a line of column names, or one record where the file has no header line.") { File = Name };

    internal TableException Utf16() =>
        new($"{Name} looks like UTF-16, but CSV is read as UTF-8. Save it as UTF-8 and read it again.") { File = Name };

    internal TableException Nul(long line, long offset) =>
        new($"{Name}, line {line}: a NUL byte at byte {offset}, but a text file holds none. "
            + "The file is damaged or is no CSV; export it again.")
        {
            File = Name,
            Line = line,
        };

    internal TableException InvalidUtf8(long line, long offset, byte value) =>
        new($"{Name}, line {line}: byte {offset} (0x{value:X2}) is not valid UTF-8. Save the file as UTF-8 and read it again.")
        {
            File = Name,
            Line = line,
        };

    internal TableException FieldCount(long line, long found, int expected, string expectedBy, char delimiter) =>
        new($"{Name}, line {line}: {Fields(found)}, but {expectedBy} has {expected}, with {NameOf(delimiter)} between fields. "
            + (found < expected
                ? "Add the fields that are missing, or set Delimiter if another byte separates them."
                : "Put a field that holds the delimiter in quotes, or set Delimiter if another byte separates them."))
        {
            File = Name,
            Line = line,
        };

    internal TableException UnclosedQuote(long line) =>
        new($"{Name}, line {line}: the quote that opens here is never closed. "
            + "Close the field with a quote; write a quote inside the field twice.")
        {
            File = Name,
            Line = line,
        };

    internal TableException AfterQuote(long line, string column) =>
        new($"{Name}, line {line}, column '{column}': text after the closing quote, where a delimiter or the line's end was expected. "
            + "Write a quote inside the field twice.")
        {
            File = Name,
            Line = line,
            Column = column,
        };

    internal TableException BlankNames(long line, IReadOnlyList<int> positions) =>
        new($"{Name}, line {line}: {(positions.Count == 1 ? "column" : "columns")} {List(positions)} "
            + $"{(positions.Count == 1 ? "has" : "have")} no name. "
            + "Name every column, or set Header to false if the first line holds values.")
        {
            File = Name,
            Line = line,
        };

    internal TableException DuplicateName(long line, string column, IReadOnlyList<int> positions) =>
        new($"{Name}, line {line}: columns {List(positions)} are all named '{column}'. "
            + "Give every column a name of its own, or set Header to false if the first line holds values.")
        {
            File = Name,
            Line = line,
            Column = column,
        };

    internal TableException UnknownColumn(string column, IReadOnlyList<string> names) =>
        new($"{Name} has no column '{column}', which Types names.{NearestName.Suggestion(column, names)} "
            + $"The columns are: {string.Join(", ", names)}.")
        {
            File = Name,
            Column = column,
        };

    internal TableException BadValue(long line, string column, string found, ColumnType type) =>
        new($"{Name}, line {line}, column '{column}': found '{Shorten(found)}', but Types says {type}, which is {Describe(type)}. "
            + "Correct the value, add it to MissingTokens, or declare the column as Category or String.")
        {
            File = Name,
            Line = line,
            Column = column,
        };

    internal TableException TooManyRows() =>
        new($"{Name} has more than {Array.MaxLength} records, the most that a table holds. Read it in parts.") { File = Name };

    internal TableException TooLongRecord(long line) =>
        new($"{Name}, line {line}: a record of more than 2 GiB begins here, the most that is read. Look for a quote that is never closed.")
        {
            File = Name,
            Line = line,
        };

    internal TableException TooLongForScan(long line, int most) =>
        new($"{Name}, line {line}: a record of more than {most >> 20} MiB begins here, the most that a scan reads. Look for a quote that is never closed.")
        {
            File = Name,
            Line = line,
        };

    internal TableException Changed(string column) =>
        new($"{Name}, column '{column}': a value that was not there when the file was looked through. Scan it again when nothing writes to it.")
        {
            File = Name,
            Column = column,
        };

    internal TableException TooMuchText(string column) =>
        new($"{Name}, column '{column}': more than 2 GiB of text, the most that a column holds. "
            + "Read the file in parts, or leave the column out.")
        {
            File = Name,
            Column = column,
        };

    static string Fields(long count) => count == 1 ? "1 field" : $"{count} fields";

    static string NameOf(char delimiter) => delimiter switch
    {
        ',' => "a comma",
        ';' => "a semicolon",
        '\t' => "a tab",
        '|' => "a pipe",
        _ => $"'{delimiter}'",
    };

    static string Describe(ColumnType type) => type switch
    {
        ColumnType.Int64 => "a whole number from -9223372036854775808 to 9223372036854775807",
        ColumnType.Float64 => "a number such as -1.5 or 2e3, at most 1.8e308",
        ColumnType.Boolean => "true or false",
        _ => "a date such as 2026-01-31 or 2026-01-31T12:30:00Z",
    };

    static string List(IReadOnlyList<int> positions) => positions.Count switch
    {
        1 => $"{positions[0]}",
        _ => $"{string.Join(", ", positions.Take(positions.Count - 1))} and {positions[^1]}",
    };

    static string Shorten(string text) => text.Length <= 60 ? text : $"{text[..57]}...";
}
