using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Lists registered models.</summary>
sealed class ModelsListCommand : ToolCommand
{
    readonly Option<string> _store = ToolOptions.Store();

    internal ModelsListCommand()
        : base("list", "List registered models.", "cambium models list") =>
        Options.Add(_store);

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var models = tracker.Models();
        if (models.Count == 0)
        {
            invocation.Terminal.Line($"No registered models yet. Register one with 'cambium train DATA --target COL --register NAME'.");
        }
        else
        {
            var table = Plain.Table();
            table.AddColumn(Plain.Left("model")).AddColumn(Plain.Right("versions")).AddColumn(Plain.Left("newest (UTC)")).AddColumn(Plain.Left("aliases"));
            foreach (var model in models)
            {
                var aliases = model.Versions.SelectMany(version => version.Aliases.Select(alias => $"{alias} = {version.Version}"));
                Plain.AddRow(table, model.Name, Figure.Count(model.Versions.Count), model.Versions.Count == 0 ? "-" : Figure.Moment(model.Versions[0].Created), string.Join(", ", aliases));
            }

            invocation.Terminal.Show(table);
        }

        invocation.Terminal.Document(new { Store = tracker.Place, Models = models });
        return Task.FromResult(ExitStatus.Done);
    }
}
