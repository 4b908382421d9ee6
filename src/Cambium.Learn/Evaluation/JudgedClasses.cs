using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A classifier's answers.</summary>
/// <param name="Truth">The place of the class of each row.</param>
/// <param name="Called">The place of the class that each row is called.</param>
/// <param name="Probabilities">n × k, row-major.</param>
/// <param name="Classes">k.</param>
sealed record JudgedClasses(int[] Truth, int[] Called, double[] Probabilities, int Classes) : JudgedRows
{
    internal override int Count => Truth.Length;

    internal override string Answerers => "classifiers";

    internal override JudgedClasses Take(int[] rows)
    {
        var probabilities = new double[rows.Length * Classes];
        for (var i = 0; i < rows.Length; i++)
        {
            Probabilities.AsSpan(rows[i] * Classes, Classes).CopyTo(probabilities.AsSpan(i * Classes));
        }

        return new JudgedClasses(Array.ConvertAll(rows, row => Truth[row]), Array.ConvertAll(rows, row => Called[row]), probabilities, Classes);
    }

    /// <summary>The answers of a cross-validation on the rows that it tested, the names of the classes, and which rows those are.</summary>
    /// <exception cref="ArgumentException">The target is not there, the answers are no classifier's, or the table has another number of rows.</exception>
    internal static (JudgedClasses Rows, EquatableArray<string> Classes, int[] Tested) OutOfFold(CrossValidation validation, Table table, string target)
    {
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(table);
        if (validation.OutOfFold is not { } answers || answers["prediction"] is not CategoryColumn called)
        {
            throw new ArgumentException("The cross-validation has no probabilities of classes; give that of a classifier.", nameof(validation));
        }

        if (answers.RowCount != table.RowCount)
        {
            throw new ArgumentException($"The table has {table.RowCount} rows, but the cross-validation has answers for {answers.RowCount}. Give the table that it went over.", nameof(table));
        }

        var (k, classes) = (called.Levels.Count, called.Levels);
        var tested = Enumerable.Range(0, table.RowCount).Where(row => !called.IsMissing(row)).ToArray();
        var probabilities = new double[tested.Length * k];
        for (var place = 0; place < k; place++)
        {
            var own = answers.Column<double>($"probability_{classes[place]}").Values;
            for (var i = 0; i < tested.Length; i++)
            {
                probabilities[(i * k) + place] = own[tested[i]];
            }
        }

        var truth = ClassificationJudge.Truth(table.Take(tested), target, classes);
        return (new JudgedClasses(truth, Array.ConvertAll(tested, row => called.Codes[row]), probabilities, k), classes, tested);
    }
}
