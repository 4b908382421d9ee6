using Cambium.Data;

namespace Cambium.Cli;

/// <summary>Finds the task that a target suggests.</summary>
static class TargetTask
{
    /// <summary>A target of whole numbers with no more distinct values than this is taken for classes.</summary>
    internal const int MostIntegerClasses = 10;

    /// <summary>
    /// Categories, texts and truths are classes. Numbers are classes where all are whole and at most
    /// <see cref="MostIntegerClasses"/> are distinct; else a number is predicted.
    /// </summary>
    /// <exception cref="CommandException">The target holds moments.</exception>
    internal static LearningTask Of(Column target)
    {
        switch (target)
        {
            case Column<long> whole:
                return FewDistinct(whole.Values, target) ? LearningTask.Classification : LearningTask.Regression;
            case Column<double> numbers:
                return AreWhole(numbers.Values) && FewDistinct(numbers.Values, target) ? LearningTask.Classification : LearningTask.Regression;
            case Column<DateTime>:
                throw CommandException.Failed($"The target '{target.Name}' holds dates, which no learner predicts. Choose another --target, or turn the dates into numbers first.");
            default:
                return LearningTask.Classification;
        }
    }

    static bool AreWhole(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsNaN(value) && value != Math.Truncate(value))
            {
                return false;
            }
        }

        return true;
    }

    static bool FewDistinct<T>(ReadOnlySpan<T> values, Column column)
    {
        var distinct = new HashSet<T>();
        for (var row = 0; row < values.Length && distinct.Count <= MostIntegerClasses; row++)
        {
            if (column.Validity[row])
            {
                distinct.Add(values[row]);
            }
        }

        return distinct.Count <= MostIntegerClasses;
    }
}
