using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>The tool as a whole: its commands, and what becomes of an error.</summary>
static partial class Tool
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    internal static async Task<int> RunAsync(string[] args, Interruption interruption)
    {
        // A word such as @champion is no file of further words, and -no is not -n -o.
        var words = Root().Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (WordCheck.Problem(words) is { } problem)
        {
            return Refuse(words, ExitStatus.Misuse, $"{problem} See '{HelpPage.PathOf(words.CommandResult.Command)} --help'.");
        }

        try
        {
            var settings = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await words.InvokeAsync(settings, interruption.Token);
        }
        catch (OperationCanceledException e) when (interruption.Token.IsCancellationRequested)
        {
            return Refuse(words, interruption.Status, e is StoppedException ? e.Message : "Stopped before the end, as asked.");
        }
        catch (CommandException e)
        {
            return Refuse(words, e.Status, e.Message, e);
        }
        catch (ArgumentException e)
        {
            return Refuse(words, ExitStatus.Misuse, WithoutParameterName(e), e);
        }
        catch (Exception e) when (e is TableException or ModelFormatException or TrackingException or IOException or UnauthorizedAccessException)
        {
            return Refuse(words, ExitStatus.Failed, e.Message, e);
        }
#pragma warning disable CA1031 // The outermost handler: a person is owed one line, not a stack trace, whatever went wrong.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Refuse(words, ExitStatus.Failed, $"Unexpected {e.GetType().Name}: {e.Message} Run it again with --verbose to see where, and report it.", e);
        }
    }

    /// <summary>The commands.</summary>
    internal static RootCommand Root()
    {
        var root = new RootCommand("Machine learning for .NET: from a table to a tracked, explained and served model.")
        {
            new QuickstartCommand(),
            new ProfileCommand(),
            new CheckCommand(),
            new CommandGroup(
                "data",
                "Look into data, make them tell less of people, and keep versions of datasets.",
                new DataScanCommand(),
                new DataMaskCommand(),
                new DataAddCommand(),
                new DataListCommand(),
                new DataDiffCommand(),
                new DataCheckoutCommand(),
                new DataPushCommand(),
                new DataPullCommand(),
                new DataGcCommand()),
            new TrainCommand(),
            new TuneCommand(),
            new CurveCommand(),
            new LearnersCommand(),
            new EvaluateCommand(),
            new CompareCommand(),
            new ExplainCommand(),
            new CounterfactualCommand(),
            new ReportCommand(),
            new FairnessCommand(),
            new SlicesCommand(),
            new PredictCommand(),
            new CommandGroup("runs", "List, show and compare tracked runs.", new RunsListCommand(), new RunsShowCommand(), new RunsCompareCommand()),
            new CommandGroup("models", "List, show and label registered models.", new ModelsListCommand(), new ModelsShowCommand(), new ModelsAliasCommand()),
            new CommandGroup(
                "users",
                "Add users and say what they may do.",
                new UsersAddCommand(), new UsersListCommand(), new UsersRoleCommand(), new UsersGrantCommand(), new UsersPasswordCommand(), new UsersDisableCommand()),
            new CommandGroup("tokens", "Make and end the tokens of programs.", new TokensCreateCommand(), new TokensListCommand(), new TokensRevokeCommand()),
            new CommandGroup("audit", "Show and check the log of who did what.", new AuditShowCommand(), new AuditVerifyCommand()),
            new ServerCommand(),
            new GcCommand(),
            new BackupCommand(),
            new RestoreCommand(),
            new ImportCommand(),
        };
        root.Options.Add(ToolOptions.Json);
        root.Options.Add(ToolOptions.Verbose);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Description = "Show this help.";
            help.Action = new HelpPage();
        }

        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Description = "Show the version.";
        }

        root.SetAction(words => new HelpPage().Invoke(words));
        return root;
    }

    static int Refuse(ParseResult words, int status, string message, Exception? cause = null)
    {
        Console.Error.WriteLine($"{HelpPage.PathOf(words.CommandResult.Command)}: {message.ReplaceLineEndings(" ")}");
        if (cause is not null && words.GetValue(ToolOptions.Verbose))
        {
            Console.Error.WriteLine(cause);
        }

        return status;
    }

    /// <summary>The message without what .NET puts after it: the C# parameter's name means nothing on a command line.</summary>
    static string WithoutParameterName(ArgumentException e) => ParameterName().Replace(e.Message, "");

    [GeneratedRegex(@" \(Parameter '[^']*'\)(\s+Actual value was [^\r\n]*)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    internal static partial Regex ParameterName();
}
