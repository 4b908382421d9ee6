using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The target as a selecting step reads it: classes, or numbers.</summary>
/// <param name="Classes">The classes; empty where the target is of numbers.</param>
/// <param name="Codes">The class of each row; empty where the target is of numbers.</param>
/// <param name="Numbers">The number of each row; empty where the target is of classes.</param>
sealed record SelectionTarget(EquatableArray<string> Classes, int[] Codes, double[] Numbers)
{
    internal bool IsClasses => Classes.Count > 0;

    /// <summary>Reads the target.</summary>
    /// <exception cref="TableException">It holds no such values, or misses some.</exception>
    internal static SelectionTarget Of(StepRows rows, Column target, Transform step)
    {
        var problems = new List<string>();
        var read = rows.TargetIsClasses ? OfClasses(target, problems) : new SelectionTarget([], [], RegressionData.ReadTarget(target, problems));
        return problems.Count == 0
            ? read
            : throw new TableException($"{step.GetType().Name} cannot choose columns: {string.Join("; ", problems)}.") { Column = target.Name };
    }

    static SelectionTarget OfClasses(Column target, List<string> problems)
    {
        var (classes, codes) = ClassificationData.ReadTarget(target, problems);
        if (problems.Count == 0 && classes.Count < 2)
        {
            problems.Add(classes.Count == 0 ? "there are no rows" : $"every row's target '{target.Name}' is '{classes[0]}'");
        }

        return new SelectionTarget(classes, codes, []);
    }
}
