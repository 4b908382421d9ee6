using System.CommandLine;

namespace Cambium.Cli;

/// <summary>What a command is given: the words of the command line, where to write, and when to stop.</summary>
sealed record Invocation(ParseResult Words, Terminal Terminal, CancellationToken CancellationToken)
{
    readonly long _started = TimeProvider.System.GetTimestamp();

    /// <summary>How long the command has been at work, the start of the program not counted.</summary>
    internal TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    /// <summary>The value of an argument that the command cannot do without.</summary>
    internal T Value<T>(Argument<T> argument)
        where T : notnull => Words.GetRequiredValue(argument);

    /// <summary>The value of an option, or its default.</summary>
    internal T? Value<T>(Option<T> option) => Words.GetValue(option);
}
