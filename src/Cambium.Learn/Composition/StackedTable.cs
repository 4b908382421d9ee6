using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The table that the last learner of a stack reads: a column for each number that the members answer with and, where they are passed through, the features.</summary>
static class StackedTable
{
    /// <summary>What the names of the answers' columns begin with: nothing that a column of the table begins with.</summary>
    internal static string Prefix(IEnumerable<string> taken)
    {
        var names = taken.ToArray();
        var prefix = "stacked";
        while (Array.Exists(names, name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            prefix += "_";
        }

        return prefix;
    }

    /// <summary>The answers of each member as columns.</summary>
    /// <param name="answers">A member's answers, n × width, row-major.</param>
    /// <param name="labels">The names of the numbers of an answer; one empty text where it is one number.</param>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="passed">The features to pass through; null: none.</param>
    internal static Table Of(double[][] answers, string[] labels, string prefix, Table? passed)
    {
        var columns = new List<Column>();
        for (var member = 0; member < answers.Length; member++)
        {
            for (var place = 0; place < labels.Length; place++)
            {
                // Of two classes one number says all.
                if (labels.Length == 2 && place == 0)
                {
                    continue;
                }

                var values = new double[answers[member].Length / labels.Length];
                for (var row = 0; row < values.Length; row++)
                {
                    values[row] = answers[member][(row * labels.Length) + place];
                }

                columns.Add(Column.Of($"{prefix}_{member + 1}{(labels[place].Length == 0 ? "" : "_")}{labels[place]}", values));
            }
        }

        return Table.Create([.. columns, .. passed?.Columns ?? []]);
    }

    /// <summary>The table with target and, where there is one, weight of the training rows beside it.</summary>
    internal static Table Beside(Table stacked, Table train, string target, string? weight) =>
        weight is null ? stacked.With(train[target]) : stacked.With(train[target]).With(train[weight]);
}
