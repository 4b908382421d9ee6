using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;

namespace Cambium.Cli;

/// <summary>What --help prints: how to call a command, what each word means, and lines that work.</summary>
sealed class HelpPage : SynchronousCommandLineAction
{
    /// <summary>The words that call a command: "cambium runs list".</summary>
    internal static string PathOf(Command command) =>
        command is RootCommand ? "cambium" : $"{command.Parents.OfType<Command>().Select(PathOf).FirstOrDefault("cambium")} {command.Name}";

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var terminal = Terminal.Open(json: false);
        var console = terminal.Text;
        var command = parseResult.CommandResult.Command;
        console.WriteLine(command.Description ?? "");
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Usage:[/] {Usage(command)}");
        Section(console, "Commands", command.Subcommands.Select(child => (child.Name, child.Description ?? "")));
        Section(console, "Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        Section(console, "Options", Options(parseResult.CommandResult.Command).Select(option => (Label(option), Description(option))));
        if (command is ToolCommand { Examples: var examples })
        {
            console.WriteLine();
            console.MarkupLine($"[bold]Example{(examples.Count == 1 ? "" : "s")}:[/]");
            foreach (var example in examples)
            {
                terminal.Unwrapped($"  {example}");
            }
        }
        else if (command is RootCommand)
        {
            console.WriteLine();
            console.MarkupLine("[bold]Begin with:[/]");
            console.WriteLine("  cambium quickstart");
        }

        return ExitStatus.Done;
    }

    static string Usage(Command command)
    {
        var arguments = string.Concat(command.Arguments.Select(argument => $" {Form(argument)}"));
        var required = string.Concat(command.Options.Where(option => option.Required).Select(option => $" {option.Name} {option.HelpName}"));
        return PathOf(command) + (command.Subcommands.Count > 0 ? " COMMAND" : "") + arguments + required + " [options]";
    }

    /// <summary>In brackets what may be left out, with dots what may be several.</summary>
    static string Form(Argument argument)
    {
        var several = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{several}]" : several;
    }

    static IEnumerable<Option> Options(Command command) =>
        command is RootCommand
            ? command.Options
            : command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Options).Where(option => option.Recursive)).Distinct();

    static string Label(Option option)
    {
        var names = option.Name == "--help" ? "-h, --help" : option.Name;
        return option.HelpName is null ? names : $"{names} {option.HelpName}";
    }

    static string Description(Option option) => option.Required ? $"{option.Description} Required." : option.Description ?? "";

    static void Section(IAnsiConsole console, string title, IEnumerable<(string Label, string Description)> rows)
    {
        var items = rows.ToArray();
        if (items.Length == 0)
        {
            return;
        }

        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (label, description) in items)
        {
            grid.AddRow(new Text(label), new Text(description));
        }

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}:[/]");
        console.Write(grid);
    }
}
