namespace Cambium.Data;

/// <summary>The data are not what was expected. The message says what was found, what was expected, where, and what to do.</summary>
public sealed class TableException : Exception
{
    /// <summary>Says what is wrong with the data.</summary>
    public TableException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the data, and what made it known.</summary>
    public TableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The file, where the data came from one.</summary>
    public string? File { get; init; }

    /// <summary>The line of the file, counted from 1, where one line is to blame.</summary>
    public long? Line { get; init; }

    /// <summary>The column, where one is to blame.</summary>
    public string? Column { get; init; }

    /// <summary>The same of a file that people know by another name.</summary>
    internal TableException Named(string file, string name) =>
        new(Message.Replace(file, name, StringComparison.Ordinal), InnerException!) // ! an exception takes none too
        {
            File = File == file ? name : File,
            Line = Line,
            Column = Column,
        };
}
