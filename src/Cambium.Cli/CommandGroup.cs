using System.CommandLine;

namespace Cambium.Cli;

/// <summary>A word that only gathers commands, such as "runs".</summary>
sealed class CommandGroup : Command
{
    internal CommandGroup(string name, string description, params IReadOnlyList<ToolCommand> commands)
        : base(name, description)
    {
        foreach (var command in commands)
        {
            Subcommands.Add(command);
        }
    }
}
