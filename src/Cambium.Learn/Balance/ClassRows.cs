using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Which training rows are of which class.</summary>
sealed class ClassRows
{
    ClassRows(EquatableArray<string> classes, int[] codes, int[][] rows)
    {
        Classes = classes;
        Codes = codes;
        Rows = rows;
    }

    /// <summary>The k classes.</summary>
    internal EquatableArray<string> Classes { get; }

    /// <summary>The class of each row.</summary>
    internal int[] Codes { get; }

    /// <summary>The rows of each class, in order.</summary>
    internal int[][] Rows { get; }

    /// <summary>The number of rows of the largest class.</summary>
    internal int Largest => Rows.Max(rows => rows.Length);

    /// <summary>The number of rows of the smallest class.</summary>
    internal int Smallest => Rows.Min(rows => rows.Length);

    /// <summary>Reads a target.</summary>
    /// <exception cref="TableException">It holds no classes, or fewer than two, or a value is missing.</exception>
    internal static ClassRows Of(Column target, Transform step)
    {
        var problems = new List<string>();
        var (classes, codes) = ClassificationData.ReadTarget(target, problems);
        if (problems.Count == 0 && classes.Count < 2)
        {
            problems.Add(classes.Count == 0 ? "there are no rows" : $"every row's target '{target.Name}' is '{classes[0]}'; there is nothing to balance");
        }

        if (problems.Count > 0)
        {
            throw new TableException($"{step.GetType().Name} cannot balance the rows: {string.Join("; ", problems)}.") { Column = target.Name };
        }

        var rows = Enumerable.Range(0, codes.Length).ToLookup(row => codes[row]);
        return new ClassRows(classes, codes, [.. Enumerable.Range(0, classes.Count).Select(code => rows[code].ToArray())]);
    }

    /// <summary>How many rows a class lacks to a share of the largest.</summary>
    internal int Lacks(int code, double ratio) => Math.Max(0, (int)(ratio * Largest) - Rows[code].Length);

    /// <summary>Rows of the table, in the order given.</summary>
    internal static StepRows Take(StepRows rows, ReadOnlySpan<int> places) =>
        rows with { Features = rows.Features.Take(places), Target = rows.Target?.Take(places), Weight = rows.Weight?.Take(places) };
}
