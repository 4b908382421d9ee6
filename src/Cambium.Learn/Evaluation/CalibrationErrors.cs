namespace Cambium.Learn;

/// <summary>How far probabilities of classes (n × k, row-major) are from what is observed.</summary>
static class CalibrationErrors
{
    /// <summary>Stands for the most probable class of each row, in place of that of a class.</summary>
    internal const int MostProbable = -1;

    /// <summary>The number of bins where none is stated.</summary>
    internal const int StandardBins = 10;

    /// <summary>Of two classes the second; of more, the most probable one of each row.</summary>
    internal static int Standard(int classes) => classes == 2 ? 1 : MostProbable;

    /// <summary>Sums of a class's probability, or of the most probable one's, by bins.</summary>
    internal static CalibrationTally Tally(
        ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int place, int bins, CalibrationBinning binning, ReadOnlySpan<double> weights)
    {
        var (own, positive) = Sides(truth, probabilities, classes, place);
        return new CalibrationTally(own, positive, bins, binning, weights);
    }

    /// <summary>The probability of a class, or of the most probable one, for each row, and whether the row is of it.</summary>
    internal static (double[] Probabilities, bool[] Positive) Sides(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int place)
    {
        var (own, positive) = (new double[truth.Length], new bool[truth.Length]);
        var called = place == MostProbable ? ClassifierModel.MostProbable(probabilities, classes) : [];
        for (var row = 0; row < own.Length; row++)
        {
            var at = place == MostProbable ? called[row] : place;
            own[row] = probabilities[(row * classes) + at];
            positive[row] = truth[row] == at;
        }

        return (own, positive);
    }

    /// <summary>The mean over the classes of the expected error of each against the rest.</summary>
    internal static double Classwise(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int bins, CalibrationBinning binning, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var place = 0; place < classes; place++)
        {
            sum += Tally(truth, probabilities, classes, place, bins, binning, weights).Expected();
        }

        return sum / classes;
    }
}
