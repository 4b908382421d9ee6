using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>Says in one sentence what is wrong with a command line, and what was most likely meant.</summary>
static class WordCheck
{
    /// <summary>The first thing wrong, or null.</summary>
    internal static string? Problem(ParseResult words)
    {
        if (words.Action is HelpPage)
        {
            return null;
        }

        return UnknownOption(words) ?? (words.Action is ParseErrorAction ? UnknownCommand(words) ?? Unexpected(words) ?? words.Errors[0].Message : null);
    }

    /// <summary>A word that begins like an option but is none; the parser takes it for an argument where one is awaited.</summary>
    static string? UnknownOption(ParseResult words)
    {
        var names = Options(words.CommandResult).ToArray();
        var values = OptionResults(words.RootCommandResult).SelectMany(option => option.Tokens).Where(token => token.Type == TokenType.Argument).ToHashSet();
        foreach (var token in words.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
            {
                return null;
            }

            if (token.Type == TokenType.Argument && token.Value.StartsWith('-') && token.Value.Length > 1 && !values.Contains(token))
            {
                var name = token.Value.Split('=')[0];
                return $"There is no option '{name}'.{NearestName.Suggestion(name, names)}";
            }
        }

        return null;
    }

    static string? UnknownCommand(ParseResult words)
    {
        var commands = words.CommandResult.Command.Subcommands;
        if (commands.Count == 0)
        {
            return null;
        }

        var names = commands.Select(command => command.Name).ToArray();
        return words.UnmatchedTokens.Count == 0
            ? $"Name one of its commands: {string.Join(", ", names)}."
            : $"There is no command '{words.UnmatchedTokens[0]}'.{NearestName.Suggestion(words.UnmatchedTokens[0], names)} The commands are: {string.Join(", ", names)}.";
    }

    static string? Unexpected(ParseResult words) =>
        words.UnmatchedTokens.Count == 0 ? MissingArgument(words) : $"'{words.UnmatchedTokens[0]}' is one word too many.";

    static string? MissingArgument(ParseResult words)
    {
        foreach (var option in words.CommandResult.Command.Options)
        {
            if (option.Required && words.GetResult(option) is null or { Implicit: true })
            {
                return $"{option.Name} {option.HelpName} is needed: {char.ToLowerInvariant(option.Description![0])}{option.Description[1..]}"; // every option has a description
            }
        }

        foreach (var argument in words.CommandResult.Command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > (words.GetResult(argument)?.Tokens.Count ?? 0))
            {
                return $"{argument.Name} is needed: {char.ToLowerInvariant(argument.Description![0])}{argument.Description[1..]}"; // every argument has a description
            }
        }

        return OptionResults(words.RootCommandResult).FirstOrDefault(option => option.IdentifierToken is not null && option.Tokens.Count < option.Option.Arity.MinimumNumberOfValues) is { } bare
            ? $"{bare.Option.Name} needs a value: {bare.Option.Name} {bare.Option.HelpName}."
            : null;
    }

    static IEnumerable<string> Options(CommandResult result)
    {
        var own = result.Command.Options.SelectMany(option => option.Aliases.Prepend(option.Name));
        return result.Parent is CommandResult parent
            ? own.Concat(parent.Command.Options.Where(option => option.Recursive).SelectMany(option => option.Aliases.Prepend(option.Name)))
                .Concat(Options(parent).Where(name => name is "--json" or "--verbose" or "--help"))
                .Distinct()
            : own;
    }

    static IEnumerable<OptionResult> OptionResults(CommandResult result) =>
        result.Children.SelectMany(child => child switch
        {
            OptionResult option => [option],
            CommandResult command => OptionResults(command),
            _ => Enumerable.Empty<OptionResult>(),
        });
}
