using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium data pull: fetches versions from another store.</summary>
sealed class DataPullCommand : ToolCommand
{
    readonly Argument<string[]> _names = new("NAME") { Description = "The datasets. Default: all.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
    readonly Option<string> _other = new("--from") { HelpName = "PLACE", Description = "The store that has them: a folder, or s3://BUCKET/PREFIX.", Required = true };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataPullCommand()
        : base("pull", "Fetch versions of datasets from another store; what is here already does not travel.", "cambium data pull prices --from s3://team/data", "cambium data pull --from ../shared/datasets")
    {
        Arguments.Add(_names);
        Options.Add(_other);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var source = DatasetArgument.OpenExisting(invocation.Value(_other)!, "--from"); // is required
        var names = DatasetTransferView.Names(source, invocation.Value(_names));
        using var target = DatasetStore.Open(invocation.Value(_place)!); // has a default
        DatasetTransferView.Run(invocation, source, target, names, "fetching", "fetched");
        return Task.FromResult(ExitStatus.Done);
    }
}
