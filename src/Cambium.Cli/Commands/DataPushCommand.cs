using System.CommandLine;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>cambium data push: brings versions to another store.</summary>
sealed class DataPushCommand : ToolCommand
{
    readonly Argument<string[]> _names = new("NAME") { Description = "The datasets. Default: all.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = _ => [] };
    readonly Option<string> _other = new("--to") { HelpName = "PLACE", Description = "The store that gets them: a folder, or s3://BUCKET/PREFIX.", Required = true };
    readonly Option<string> _place = DatasetArgument.Place();

    internal DataPushCommand()
        : base("push", "Bring versions of datasets to another store; what is there already does not travel.", "cambium data push prices --to s3://team/data", "cambium data push --to ../shared/datasets")
    {
        Arguments.Add(_names);
        Options.Add(_other);
        Options.Add(_place);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var source = DatasetArgument.OpenExisting(invocation.Value(_place)!); // has a default
        var names = DatasetTransferView.Names(source, invocation.Value(_names));
        using var target = DatasetStore.Open(invocation.Value(_other)!); // is required
        DatasetTransferView.Run(invocation, source, target, names, "sending", "sent");
        return Task.FromResult(ExitStatus.Done);
    }
}
