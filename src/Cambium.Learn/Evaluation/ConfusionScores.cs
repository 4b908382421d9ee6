
namespace Cambium.Learn;

/// <summary>Scores that count right and wrong decisions.</summary>
/// <param name="Accuracy">The share of rows called right.</param>
/// <param name="BalancedAccuracy">The mean recall of the classes that rows are of.</param>
/// <param name="Precision">The share of rows called positive that are; 0 where none is called so.</param>
/// <param name="Recall">The share of positive rows called so; 0 where there are none.</param>
/// <param name="F1">The harmonic mean of precision and recall; 0 where both are.</param>
readonly record struct ConfusionScores(double Accuracy, double BalancedAccuracy, double Precision, double Recall, double F1)
{
    /// <summary>Counts rows by true and predicted class: k × k, row-major, a row a true class.</summary>
    internal static long[] Matrix(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted, int classes)
    {
        var matrix = new long[classes * classes];
        for (var row = 0; row < truth.Length; row++)
        {
            matrix[(truth[row] * classes) + predicted[row]]++;
        }

        return matrix;
    }

    /// <summary>
    /// The scores of a matrix. With two classes precision, recall and F1 are the second's; with more, means over the classes that occur.
    /// </summary>
    internal static ConfusionScores Of(ReadOnlySpan<long> matrix, int classes)
    {
        var rows = 0L;
        var right = 0L;
        var recalls = new List<double>();
        var ofClass = new List<(double Precision, double Recall, double F1)>();
        for (var place = 0; place < classes; place++)
        {
            var (truth, predicted) = Margins(matrix, classes, place);
            var hits = matrix[(place * classes) + place];
            rows += truth;
            right += hits;
            if (truth > 0)
            {
                recalls.Add((double)hits / truth);
            }

            if (truth + predicted > 0 || (classes == 2 && place == 1))
            {
                ofClass.Add((Share(hits, predicted), Share(hits, truth), Share(2 * hits, truth + predicted)));
            }
        }

        var counted = classes == 2 ? ofClass[^1..] : ofClass;
        return new ConfusionScores(
            (double)right / rows, recalls.Average(), counted.Average(scores => scores.Precision), counted.Average(scores => scores.Recall), counted.Average(scores => scores.F1));
    }

    static (long Truth, long Predicted) Margins(ReadOnlySpan<long> matrix, int classes, int place)
    {
        var truth = 0L;
        var predicted = 0L;
        for (var other = 0; other < classes; other++)
        {
            truth += matrix[(place * classes) + other];
            predicted += matrix[(other * classes) + place];
        }

        return (truth, predicted);
    }

    static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
