using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Stacks the best of several families.</summary>
static class AutoMlStack
{
    /// <summary>The stack as a recipe, its final learner, and the rows that it is judged on: the members' answers on rows that they did not learn from.</summary>
    internal static (Recipe Stack, Recipe Final, Table Answers) Of(IReadOnlyList<AutoMlAnswers> members, AutoMlColumns columns, AutoMlRounds rounds, AutoMlOptions options)
    {
        Recipe stack = columns.IsClasses
            ? new StackingClassifier { Members = [.. members.Select(member => (Classifier)member.Candidate.Recipe)], Folds = options.Folds, Seed = options.Seed }
            : new StackingRegressor { Members = [.. members.Select(member => (Regressor)member.Candidate.Recipe)], Folds = options.Folds, Seed = options.Seed };
        Recipe final = stack is StackingClassifier classifier ? classifier.Final : ((StackingRegressor)stack).Final;
        var prefix = StackedTable.Prefix(columns.Rows.Columns.Select(column => column.Name));
        var stacked = StackedTable.Of([.. members.Select(member => member.Rounds[0])], columns.IsClasses ? [.. rounds.Classes] : [""], prefix, null);
        return (stack, final, StackedTable.Beside(stacked, columns.Rows, rounds.Target, options.Weight));
    }

    /// <summary>Whether the recipe deals rows out to the same folds as the cross-validation did, so that its members' answers are known.</summary>
    internal static bool HasSameFolds(AutoMlRounds rounds, AutoMlOptions options)
    {
        if (!rounds.IsPlain)
        {
            return false;
        }

        var composed = rounds.Classes.Count > 0 ? ComposedRows.OfClasses(rounds.Table, rounds.Target, new FitOptions { Weight = options.Weight })
            : ComposedRows.OfNumbers(rounds.Table, rounds.Target, new FitOptions { Weight = options.Weight });
        var folds = composed.Folds(options.Folds, options.Seed, rounds.Target);
        return rounds.Splits[0].Select((split, fold) => split.Test.All(row => folds[row] == fold)).All(same => same);
    }
}
