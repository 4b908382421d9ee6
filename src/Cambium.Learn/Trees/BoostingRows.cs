using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Divides training rows into those that trees are grown on and those that early stopping watches.</summary>
static class BoostingRows
{
    // Which fork of the seed's stream sets rows aside; the booster uses 0 and those above 2³².
    const long HoldOutKey = 1;

    /// <summary>Early stopping needs rows to watch.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    internal static void CheckValidation(BoostingSettings settings, FitOptions options)
    {
        if (settings.EarlyStoppingRounds > 0 && settings.ValidationShare == 0 && options.Validation is null)
        {
            throw new ArgumentException(
                $"EarlyStoppingRounds is {settings.EarlyStoppingRounds}, but there are no validation rows to watch; " +
                "set ValidationShare above 0, or give FitOptions.Validation.",
                nameof(settings.EarlyStoppingRounds));
        }
    }

    /// <summary>To go on from a model, rows must have its columns and no others.</summary>
    /// <exception cref="TableException">They have others, or some of another type; the message lists every problem.</exception>
    internal static void CheckColumns(Model model, Table train, FitOptions options)
    {
        var known = model.Input.Fields.Select(field => field.Name).ToArray();
        var others = train.Columns.Select(column => column.Name).Where(name => name != model.Target && name != options.Weight && !known.Contains(name)).ToArray();
        if (others.Length > 0)
        {
            throw new TableException(
                $"The table does not fit the model: it has the column{(others.Length > 1 ? "s" : "")} {string.Join(", ", others.Select(name => $"'{name}'"))}, which the " +
                "model was not learned from. Drop what is new, or fit a new model.");
        }
    }

    /// <summary>To grow trees on vectors, none of their numbers may be missing or infinite.</summary>
    /// <exception cref="TableException">Some are; the message lists every column.</exception>
    internal static void CheckVectors(FeatureMatrix features) =>
        TrainingRows.ThrowIfAny(FiniteColumns.Problems(features.MustBeFinite(FeatureNeeds.AnythingAndVectors)));

    /// <summary>
    /// Rows without weight belong to neither part. Of each class, the share is set aside, to the nearest row; always one stays.
    /// </summary>
    /// <param name="weights">One a row, or empty.</param>
    /// <param name="codes">The class of each row; empty where there are no classes.</param>
    internal static (RowSet Train, RowSet HeldOut) Divide(BoostingSettings settings, int rowCount, double[] weights, int[] codes, FitOptions options)
    {
        var share = options.Validation is null ? settings.ValidationShare : 0;
        if (share == 0 && Array.TrueForAll(weights, weight => weight > 0))
        {
            return (RowSet.All(rowCount), RowSet.Where(0, _ => false));
        }

        var isHeldOut = new bool[rowCount];
        var random = new RandomStream(settings.Seed).Fork(HoldOutKey);
        foreach (var ofClass in Enumerable.Range(0, rowCount).Where(HasWeight).GroupBy(row => codes.Length == 0 ? 0 : codes[row]).OrderBy(group => group.Key))
        {
            var rows = ofClass.ToArray();
            random.Shuffle<int>(rows);
            var count = Math.Min((int)Math.Round(share * rows.Length), rows.Length - 1);
            foreach (var row in rows.AsSpan(0, count))
            {
                isHeldOut[row] = true;
            }
        }

        return (RowSet.Where(rowCount, row => HasWeight(row) && !isHeldOut[row]), RowSet.Where(rowCount, row => isHeldOut[row]));

        bool HasWeight(int row) => weights.Length == 0 || weights[row] > 0;
    }
}
