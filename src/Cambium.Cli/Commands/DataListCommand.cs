using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium data list: the datasets of a store, or the versions of one.</summary>
sealed class DataListCommand : ToolCommand
{
    readonly Argument<string?> _name = new("NAME") { Description = "The dataset whose versions to list. Default: list the datasets.", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataListCommand()
        : base("list", "List the datasets of a store, or the versions of one.", "cambium data list", "cambium data list prices --json")
    {
        Arguments.Add(_name);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var store = DatasetArgument.OpenExisting(invocation.Value(_place)!); // has a default
        if (invocation.Words.GetValue(_name) is { } name)
        {
            ListVersions(invocation.Terminal, store, name);
        }
        else
        {
            ListDatasets(invocation.Terminal, store);
        }

        return Task.FromResult(ExitStatus.Done);
    }

    static void ListVersions(Terminal terminal, DatasetStore store, string name)
    {
        var versions = store.List(name);
        if (versions.Count == 0)
        {
            throw CommandException.Failed($"There is no dataset '{name}' in {store.Place}.{Data.NearestName.Suggestion(name, store.Names())} The datasets are listed by: cambium data list");
        }

        terminal.Show(DatasetView.Versions(versions.Reverse()));
        terminal.Document(new { Store = store.Place, Dataset = name, Versions = versions.Select(DatasetView.Document) });
    }

    static void ListDatasets(Terminal terminal, DatasetStore store)
    {
        // A dataset whose only version somebody deletes meanwhile has none.
        var datasets = store.Names().Select(name => (Name: name, Numbers: store.NumbersOf(name))).Where(dataset => dataset.Numbers.Count > 0)
            .Select(dataset => (Newest: store.Get(dataset.Name, dataset.Numbers[^1]), Versions: dataset.Numbers.Count)).ToArray();
        if (datasets.Length == 0)
        {
            terminal.Line($"No datasets yet. Add one with 'cambium data add DATA'.");
        }
        else
        {
            terminal.Show(DatasetView.Datasets(datasets));
        }

        terminal.Document(new { Store = store.Place, Datasets = datasets.Select(dataset => new { dataset.Newest.Name, dataset.Versions, Newest = DatasetView.Document(dataset.Newest) }) });
    }
}
