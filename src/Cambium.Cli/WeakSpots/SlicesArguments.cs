using System.CommandLine;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>The words of "cambium slices".</summary>
sealed class SlicesArguments
{
    const double LeastFdr = 0.0001;

    readonly Option<int> _depth = NumberOption.Whole("--depth", "N", 3, 1, 3, "The most conditions that make a slice, each on another column. Default: 3.");
    readonly Option<int> _minRows = NumberOption.Whole("--min-rows", "N", 30, 2, int.MaxValue, "The fewest rows of a slice. Default: 30.");
    readonly Option<double> _fdr = NumberOption.Share("--fdr", "SHARE", 0.05, 0.5, "The share of slices found that may be there by chance (false discovery rate). Default: 0.05.");
    readonly Option<int> _most = NumberOption.Whole("--most", "N", 10, 1, 100, "The most slices to tell. Default: 10.");
    readonly Option<string[]> _columns = new("--column") { HelpName = "COL,...", Description = "Slice by these columns, which the model need not read. Repeatable. Default: those that the model reads." };

    internal Argument<string> ModelName { get; } = ToolOptions.Model();

    internal Argument<string> Data { get; } = ToolOptions.Data();

    internal Option<string?> Train { get; } = new("--train") { HelpName = "FILE", Description = "The table that the model learned from: also tell how much better it does there (overfitting gap)." };

    internal Option<bool> Robustness { get; } = new("--robustness") { Description = "Also tell how the score falls with noise, missing values and values of other rows." };

    internal Option<bool> Labels { get; } = new("--labels") { Description = "Also tell which labels of DATA are probably wrong, by fits of the model's recipe over five folds of DATA." };

    internal Option<long> Seed { get; } = NumberOption.Seed("Seed of everything random: folds, noise, resamples. Default: 0.");

    internal Option<string?> Html { get; } = new("--html") { HelpName = "FILE", Description = "Also write a page with findings, drawings and every figure." };

    internal Option<bool> Log { get; } = ToolOptions.Log();

    internal Option<string> Store { get; } = ToolOptions.Store();

    internal CsvArguments Csv { get; } = new();

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        command.Arguments.Add(ModelName);
        command.Arguments.Add(Data);
        foreach (var option in (Option[])[_depth, _minRows, _fdr, _most, _columns, Train, Robustness, Labels, Seed, Html, Log, Store])
        {
            command.Options.Add(option);
        }

        Csv.AddTo(command);
    }

    /// <summary>Which slices are looked at.</summary>
    /// <param name="invocation">The command line.</param>
    /// <exception cref="CommandException">The rate is too low to tell from none.</exception>
    internal WeakSpotOptions OptionsOf(Invocation invocation) => new()
    {
        Depth = invocation.Value(_depth),
        MinRows = invocation.Value(_minRows),
        FalseDiscoveryRate = invocation.Value(_fdr) is >= LeastFdr and var rate ? rate : throw CommandException.Misuse($"--fdr takes a number from {LeastFdr} to 0.5, not '{invocation.Value(_fdr)}'."),
        MaxSlices = invocation.Value(_most),
        CancellationToken = invocation.CancellationToken,
    };

    /// <summary>The columns to slice by; none: those that the model reads.</summary>
    /// <exception cref="CommandException">The table has no such column.</exception>
    internal EquatableArray<string> ColumnsOf(Invocation invocation, Table rows)
    {
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        // A column whose name holds a comma is meant as it is.
        string[] asked = [.. (invocation.Value(_columns) ?? []).SelectMany(text => names.Contains(text) ? [text] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return Array.Find(asked, column => !names.Contains(column)) is { } absent
            ? throw CommandException.Misuse($"--column names '{absent}', which is not in {invocation.Value(Data)}.{NearestName.Suggestion(absent, names)} It has: {string.Join(", ", names)}.")
            : [.. asked];
    }
}
