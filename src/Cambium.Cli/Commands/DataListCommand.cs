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
        return Task.FromResult(invocation.Words.GetValue(_name) is { } name ? ListVersions(invocation.Terminal, store, name) : ListDatasets(invocation.Terminal, store));
    }

    static int ListVersions(Terminal terminal, DatasetStore store, string name)
    {
        var (versions, damaged) = Read(store, store.NumbersNamed(name).Select(number => (name, number)));
        if (versions.Count == 0 && damaged.Count == 0)
        {
            throw CommandException.Failed($"There is no dataset '{name}' in {store.Place}.{Data.NearestName.Suggestion(name, store.Names())} The datasets are listed by: cambium data list");
        }

        terminal.Show(DatasetView.Versions(versions.AsEnumerable().Reverse()));
        terminal.Document(new { Store = store.Place, Dataset = name, Versions = versions.Select(DatasetView.Document), Damaged = damaged });
        return Warn(terminal, damaged);
    }

    static int ListDatasets(Terminal terminal, DatasetStore store)
    {
        // A dataset whose only version somebody deletes meanwhile has none.
        var numbers = store.Names().Select(name => (Name: name, Numbers: store.NumbersNamed(name))).Where(dataset => dataset.Numbers.Count > 0).ToDictionary(dataset => dataset.Name, dataset => dataset.Numbers);
        var (newest, damaged) = Read(store, numbers.Select(dataset => (dataset.Key, dataset.Value[^1])));
        if (numbers.Count == 0)
        {
            terminal.Line($"No datasets yet. Add one with 'cambium data add DATA'.");
        }
        else
        {
            terminal.Show(DatasetView.Datasets(newest.Select(version => (version, numbers[version.Name].Count))));
        }

        terminal.Document(new
        {
            Store = store.Place,
            Datasets = newest.Select(version => new { version.Name, Versions = numbers[version.Name].Count, Newest = DatasetView.Document(version) }),
            Damaged = damaged,
        });
        return Warn(terminal, damaged);
    }

    /// <summary>The versions that can be read, and what is wrong with the others.</summary>
    static (List<DatasetVersion> Versions, List<string> Damaged) Read(DatasetStore store, IEnumerable<(string Name, int Number)> wanted)
    {
        var (versions, damaged) = (new List<DatasetVersion>(), new List<string>());
        foreach (var (name, number) in wanted)
        {
            try
            {
                versions.Add(store.Get(name, number));
            }
            catch (TrackingException e) when (e.Code == TrackingErrorCode.DataLoss)
            {
                damaged.Add(e.Message);
            }
        }

        return (versions, damaged);
    }

    static int Warn(Terminal terminal, List<string> damaged)
    {
        foreach (var message in damaged)
        {
            terminal.Paragraph(2, $"[yellow]{message}[/]");
        }

        return damaged.Count == 0 ? ExitStatus.Done : ExitStatus.Failed;
    }
}
