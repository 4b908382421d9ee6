using System.Globalization;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>Training with --interval: the learner is wrapped so that its answers have intervals, or sets of classes.</summary>
/// <remarks>Rows are left out in turn, so that the model that predicts learns from all rows, as it does without --interval.</remarks>
static class IntervalTraining
{
    /// <summary>Checks the words that go with it, before any file is read.</summary>
    /// <exception cref="CommandException">Words contradict each other.</exception>
    internal static void Check(Invocation invocation, TrainOptions options)
    {
        if (invocation.Value(options.Interval) == 0)
        {
            return;
        }

        if (invocation.Value(options.Learner) == AutoTraining.Name)
        {
            throw CommandException.Misuse($"--interval is for one learner, but '{AutoTraining.Name}' tries many. Leave it out, and train the winner with it.");
        }

        if (invocation.Value(options.EventTime) is not null)
        {
            throw CommandException.Misuse("--interval promises nothing for rows of a later time than it learned from, but --event-time says that they are. Leave one out.");
        }
    }

    /// <summary>The choice with the learner wrapped; the same where no intervals are asked for.</summary>
    /// <exception cref="CommandException">The learner predicts no column.</exception>
    internal static LearnerChoice Wrap(Invocation invocation, TrainOptions options, LearnerChoice choice)
    {
        var coverage = invocation.Value(options.Interval);
        if (coverage == 0)
        {
            return choice;
        }

        var (group, seed) = (invocation.Value(options.Splits.Group) ?? "", invocation.Value(options.Seed));
        return choice with
        {
            Recipe = choice.Recipe switch
            {
                Classifier classifier => new ConformalClassifier { Base = classifier, Coverage = coverage, GroupBy = group, Seed = seed },
                Regressor regressor => new ConformalRegressor { Base = regressor, Coverage = coverage, GroupBy = group, Seed = seed },
                _ => throw CommandException.Misuse($"--interval goes with answers that can be true, but {LearnerChoice.Word(choice.Task)} has no target. Leave it out."),
            },
        };
    }

    /// <summary>One sentence on what the answers will have; null where no intervals are asked for.</summary>
    internal static string? Sentence(Recipe recipe) => recipe switch
    {
        ConformalClassifier classifier => $"Sets of classes for a share of {classifier.Coverage.ToString(CultureInfo.InvariantCulture)} of new rows, from rows left out in {classifier.Folds} parts.",
        ConformalRegressor regressor => $"Intervals for a share of {regressor.Coverage.ToString(CultureInfo.InvariantCulture)} of new rows, from rows left out in {regressor.Folds} parts.",
        _ => null,
    };

    /// <summary>What the held-out rows say of the intervals, logged as metrics; null where there are none or no rows.</summary>
    internal static CoverageReport? Judge(Model model, Table? heldOut, Run run)
    {
        var report = heldOut is null ? null : CoverageView.Of(model, heldOut, by: null);
        foreach (var score in report?.Scores ?? [])
        {
            run.Log($"coverage/{score.Name}", score.Value);
        }

        return report;
    }
}
