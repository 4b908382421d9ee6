using System.CommandLine;

namespace Cambium.Cli;

/// <summary>A command of the tool: its words, its examples, and what it does.</summary>
abstract class ToolCommand : Command
{
    protected ToolCommand(string name, string description, params string[] examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction((words, cancellationToken) =>
        {
            var terminal = Terminal.Open(words.GetValue(ToolOptions.Json));
            return RunAsync(new Invocation(words, terminal, cancellationToken));
        });
    }

    /// <summary>Command lines that work, shown by --help.</summary>
    internal IReadOnlyList<string> Examples { get; }

    /// <summary>Does the work.</summary>
    /// <exception cref="CommandException">It cannot be done.</exception>
    protected abstract Task<int> RunAsync(Invocation invocation);
}
