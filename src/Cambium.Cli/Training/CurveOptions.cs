using System.CommandLine;
using System.Globalization;
using Cambium.Data;

namespace Cambium.Cli;

/// <summary>The words of "cambium curve"; those that it shares with "cambium train" are the same.</summary>
sealed class CurveOptions
{
    internal TrainOptions Training { get; } = new();

    internal Option<int> Folds { get; } = NumberOption.Whole("--cv", "K", 5, 1, 1000, "Judge over K folds. Default: 5.");

    internal Option<string?> Sizes { get; } = new("--sizes")
    {
        HelpName = "N,...",
        Description = "How many rows to learn from: shares up to 1, or numbers of rows above. Default: 0.1,0.325,0.55,0.775,1.",
    };

    internal Option<string?> Setting { get; } = new("--setting")
    {
        HelpName = "KEY=V,...",
        Description = "Draw the figure by the values of a setting instead, such as trees=50,100,200; lists and texts with commas: parted by semicolons.",
    };

    internal Option<string?> Score { get; } = new("--score") { HelpName = "NAME", Description = "The figure to draw, such as log_loss. Default: roc_auc, or rmse for numbers." };

    internal Option<string?> Html { get; } = new("--html") { HelpName = "FILE", Description = "Also write a page with the curve and every figure." };

    internal Option<string?> Experiment { get; } = new("--experiment") { HelpName = "NAME", Description = "Also keep the curve, as a run of this experiment. Default: not kept; with --store, in the experiment of the data file's name." };

    /// <summary>Whether the curve is kept as a run.</summary>
    internal bool IsKept(Invocation invocation) => invocation.Value(Experiment) is not null || invocation.Words.GetResult(Training.Store) is { Implicit: false };

    /// <summary>Gives a command these words.</summary>
    internal void AddTo(Command command)
    {
        command.Arguments.Add(Training.Data);
        foreach (var option in new Option[]
        {
            Training.Target, Training.Learner, Training.Set, Training.Steps, Training.Task, Sizes, Setting, Score, Folds, Training.EventTime, Training.Seed, Training.Drop, Training.Weight, Html, Experiment,
            Training.Store, Training.Artifacts,
        })
        {
            command.Options.Add(option);
        }

        Training.Splits.AddTo(command);
        Training.Csv.AddTo(command);
    }

    /// <summary>The setting to vary and its values; null where rows are.</summary>
    /// <exception cref="CommandException">The words are no setting, or sizes are given too.</exception>
    internal (string Name, string[] Values)? SettingOf(Invocation invocation)
    {
        if (invocation.Value(Setting) is not { } text)
        {
            return null;
        }

        if (invocation.Value(Sizes) is not null)
        {
            throw CommandException.Misuse("A curve goes by --sizes or by --setting, not by both. Leave one out.");
        }

        var equals = text.IndexOf('=');
        var values = equals < 1 ? [] : text[(equals + 1)..].Split(text.Contains(';') ? ';' : ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return values.Length > 0 ? (text[..equals].Trim(), values) : throw CommandException.Misuse($"--setting takes KEY=VALUE,VALUE..., such as --setting trees=50,100,200, not '{text}'.");
    }

    /// <summary>The sizes to learn from; null for the usual ones.</summary>
    /// <exception cref="CommandException">A word is no size.</exception>
    internal EquatableArray<double>? SizesOf(Invocation invocation) =>
        invocation.Value(Sizes)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.TryParse(text, CultureInfo.InvariantCulture, out var size) && size > 0 && (size <= 1 || (size == Math.Floor(size) && size <= int.MaxValue))
                ? size
                : throw CommandException.Misuse($"--sizes takes shares up to 1 and whole numbers of rows, such as 0.1,0.5,1 or 100,1000, not '{text}'."))
            .ToEquatableArray();
}
