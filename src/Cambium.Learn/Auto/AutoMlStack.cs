using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Stacks the best of several families.</summary>
static class AutoMlStack
{
    /// <summary>More members cost more than they add.</summary>
    const int MostMembers = 3;

    /// <summary>The seconds that the fit of a stack on all rows takes: its members are fitted once a fold and once on all rows, one after another.</summary>
    internal static double FitSeconds(AutoMlTrials trials, IReadOnlyList<AutoMlCandidate> members, int maxThreads, int folds)
    {
        // As if fits one after another used one thread each, where folds side by side used all.
        var abreast = (double)Math.Min(ParallelBlocks.Threads(maxThreads), folds);
        return members.Sum(member => (member.Seconds * abreast) + trials.FitSeconds(member));
    }

    /// <summary>The candidates that a stack is made of.</summary>
    internal static IReadOnlyList<AutoMlCandidate> MembersOf(AutoMlCandidate stack, AutoMlTrials trials)
    {
        IEnumerable<Recipe> members = stack.Recipe is StackingClassifier classifier ? classifier.Members : ((StackingRegressor)stack.Recipe).Members.Cast<Recipe>();
        return [.. members.Select(recipe => trials.BestOfFamilies.First(best => best.Candidate.Recipe == recipe).Candidate)];
    }

    /// <summary>The best members whose stack can be fitted in so many seconds; fewer than two: none can.</summary>
    internal static IReadOnlyList<AutoMlCandidate> Members(AutoMlTrials trials, AutoMlOptions options, double seconds)
    {
        var members = new List<AutoMlCandidate>();
        foreach (var (candidate, _) in trials.BestOfFamilies)
        {
            if (members.Count < MostMembers && FitSeconds(trials, [.. members, candidate], options.MaxThreads, options.Folds) <= seconds)
            {
                members.Add(candidate);
            }
        }

        return members;
    }

    /// <summary>The stack as a recipe, its final learner, and the rows that it is judged on: the members' answers on rows that they did not learn from.</summary>
    internal static (Recipe Stack, Recipe Final, Table Answers) Of(IReadOnlyList<AutoMlCandidate> members, AutoMlTrials trials, AutoMlColumns columns, string target, AutoMlOptions options)
    {
        Recipe stack = columns.IsClasses
            ? new StackingClassifier { Members = members.Select(member => (Classifier)member.Recipe).ToEquatableArray(), Folds = options.Folds, Seed = options.Seed }
            : new StackingRegressor { Members = members.Select(member => (Regressor)member.Recipe).ToEquatableArray(), Folds = options.Folds, Seed = options.Seed };
        Recipe final = stack is StackingClassifier classifier ? classifier.Final : ((StackingRegressor)stack).Final;
        var classes = columns.IsClasses ? ClassLabels.ClassesOf(columns.Rows[target]) : [];
        var answers = members.Select(member => Answers(trials.BestOfFamilies.First(best => best.Candidate.Number == member.Number).Answers, classes)).ToArray();
        var prefix = StackedTable.Prefix(columns.Rows.Columns.Select(column => column.Name));
        var stacked = StackedTable.Of(answers, columns.IsClasses ? [.. classes] : [""], prefix, null);
        return (stack, final, StackedTable.Beside(stacked, columns.Rows, target, options.Weight));
    }

    /// <summary>The probabilities, n × k and row-major, or the numbers.</summary>
    static double[] Answers(Table answers, EquatableArray<string> classes)
    {
        string[] names = classes.Count == 0 ? ["prediction"] : [.. classes.Select(name => $"probability_{name}")];
        var numbers = new double[answers.RowCount * names.Length];
        for (var place = 0; place < names.Length; place++)
        {
            var values = answers.Column<double>(names[place]).Values;
            for (var row = 0; row < values.Length; row++)
            {
                numbers[(row * names.Length) + place] = values[row];
            }
        }

        return numbers;
    }
}
