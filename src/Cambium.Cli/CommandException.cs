namespace Cambium.Cli;

/// <summary>A command cannot go on. The message is the one line that a person reads: what was found, and what to do.</summary>
sealed class CommandException : Exception
{
    CommandException(int status, string message)
        : base(message) =>
        Status = status;

    /// <summary>The status that the process ends with.</summary>
    internal int Status { get; }

    /// <summary>The command was understood, but what it works on does not allow it.</summary>
    internal static CommandException Failed(string message) => new(ExitStatus.Failed, message);

    /// <summary>The command itself is wrong.</summary>
    internal static CommandException Misuse(string message) => new(ExitStatus.Misuse, message);
}
