using System.CommandLine;

namespace Cambium.Cli;

/// <summary>Points an alias at a version of a registered model.</summary>
sealed class ModelsAliasCommand : ToolCommand
{
    readonly Argument<string> _name = new("NAME") { Description = "The name of a registered model." };
    readonly Argument<string> _alias = new("ALIAS") { Description = "The label, such as champion; it moves where it pointed elsewhere." };
    readonly Argument<int> _version = new("VERSION")
    {
        Description = "The number of the version.",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, out var version) && version >= 1)
            {
                return version;
            }

            result.AddError($"VERSION is a number from 1, not '{result.Tokens[0].Value}'.");
            return 0;
        },
    };

    readonly Option<string> _store = ToolOptions.Store();

    internal ModelsAliasCommand()
        : base("alias", "Point an alias at a version of a registered model.", "cambium models alias mortgages champion 2")
    {
        Arguments.Add(_name);
        Arguments.Add(_alias);
        Arguments.Add(_version);
        Options.Add(_store);
    }

    protected override Task<int> RunAsync(Invocation invocation)
    {
        using var tracker = StoreArgument.OpenExisting(invocation.Value(_store)!); // has a default
        var (name, alias, version) = (invocation.Value(_name), invocation.Value(_alias), invocation.Value(_version));
        tracker.SetAlias(name, alias, version);
        invocation.Terminal.Line($"models:/{name}@{alias} is now version {version}.");
        invocation.Terminal.Document(new { Name = name, Alias = alias, Version = version });
        return Task.FromResult(ExitStatus.Done);
    }
}
