using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Lists what "train --learner" takes, or the settings of one learner.</summary>
sealed class LearnersCommand : ToolCommand
{
    readonly Argument<string> _kind = new("KIND") { DefaultValueFactory = _ => "", Arity = ArgumentArity.ZeroOrOne, Description = "A learner, to see its settings and their defaults." };

    internal LearnersCommand()
        : base("learners", "List the learners that train takes, or the settings of one.", "cambium learners", "cambium learners boosted-trees-classifier") =>
        Arguments.Add(_kind);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        if (invocation.Value(_kind) is { Length: > 0 } kind)
        {
            ShowSettings(invocation.Terminal, kind);
        }
        else
        {
            ShowAll(invocation.Terminal);
        }

        return Task.FromResult(ExitStatus.Done);
    }

    static void ShowAll(Terminal terminal)
    {
        var byTask = RecipeCatalog.Learners
            .GroupBy(kind => LearnerChoice.TaskOf(Defaults(kind)))
            .OrderBy(task => task.Key)
            .ToArray();
        foreach (var task in byTask)
        {
            terminal.Line($"[bold]{LearnerChoice.Word(task.Key)}[/]");
            foreach (var kind in task.Order(StringComparer.Ordinal))
            {
                terminal.Line($"  {kind}");
            }

            terminal.Line();
        }

        terminal.Line($"Settings of one: cambium learners KIND. Use: cambium train DATA --target COL --learner KIND --set KEY=VALUE.");
        terminal.Document(new { Learners = byTask.SelectMany(task => task.Select(kind => new { Kind = kind, Task = LearnerChoice.Word(task.Key) })) });
    }

    static void ShowSettings(Terminal terminal, string kind)
    {
        if (!RecipeCatalog.Learners.Contains(kind))
        {
            throw CommandException.Misuse($"There is no learner '{kind}'.{NearestName.Suggestion(kind, RecipeCatalog.Learners)} All: cambium learners.");
        }

        var recipe = Defaults(kind);
        var settings = RecipeCatalog.Describe(recipe);
        terminal.Line($"[bold]{kind}[/] ({LearnerChoice.Word(LearnerChoice.TaskOf(recipe))})");
        if (settings.Count == 0)
        {
            terminal.Line($"It has no settings.");
        }
        else
        {
            var table = Plain.Table();
            table.AddColumn(Plain.Left("setting")).AddColumn(Plain.Left("default"));
            foreach (var (name, value) in settings)
            {
                Plain.AddRow(table, name, value.Length == 0 ? "none" : value);
            }

            terminal.Show(table);
        }

        terminal.Document(new { Kind = kind, Task = LearnerChoice.Word(LearnerChoice.TaskOf(recipe)), Settings = settings });
    }

    static Recipe Defaults(string kind) => RecipeCatalog.Create(kind, new Dictionary<string, string>());
}
