namespace Cambium.Learn;

/// <summary>Rows counted by label and by the class that is confident of them.</summary>
/// <param name="Thresholds">The mean probability of each class over the rows labelled so; NaN where there are none.</param>
/// <param name="Truths">The most probable of the classes that are confident of each row, the first of equals; −1 where none is.</param>
/// <param name="Joint">The shares of rows by label and truth, k × k: the counts of confident rows, each label's scaled to its share of all rows.</param>
/// <remarks>Source: C. G. Northcutt, L. Jiang, I. L. Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels", 2021, equations 1 to 3.</remarks>
sealed record ConfidentJoint(double[] Thresholds, int[] Truths, double[] Joint)
{
    internal static ConfidentJoint Of(JudgedClasses rows)
    {
        var k = rows.Classes;
        double[] thresholds = [.. Enumerable.Range(0, k).Select(place =>
            rows.Truth.Select((label, row) => (label, row)).Where(own => own.label == place).Select(own => rows.Probabilities[(own.row * k) + place]).DefaultIfEmpty(double.NaN).Average())];
        int[] truths = [.. Enumerable.Range(0, rows.Count).Select(row => Confident(rows.Probabilities.AsSpan(row * k, k), thresholds))];
        return new ConfidentJoint(thresholds, truths, Shares(rows.Truth, truths, k));
    }

    static int Confident(ReadOnlySpan<double> ofRow, double[] thresholds)
    {
        var best = -1;
        for (var place = 0; place < ofRow.Length; place++)
        {
            // A class of no row has no threshold, and is never confident.
            if (ofRow[place] >= thresholds[place] && (best < 0 || ofRow[place] > ofRow[best]))
            {
                best = place;
            }
        }

        return best;
    }

    static double[] Shares(int[] labels, int[] truths, int k)
    {
        var counts = new double[k * k];
        var rows = new double[k];
        for (var row = 0; row < labels.Length; row++)
        {
            rows[labels[row]]++;
            if (truths[row] >= 0)
            {
                counts[(labels[row] * k) + truths[row]]++;
            }
        }

        for (var label = 0; label < k; label++)
        {
            var ofLabel = counts.AsSpan(label * k, k);
            var (confident, share) = (0.0, rows[label] / labels.Length);
            foreach (var count in ofLabel)
            {
                confident += count;
            }

            if (confident == 0)
            {
                ofLabel[label] = share; // nothing speaks against the label
                continue;
            }

            foreach (ref var count in ofLabel)
            {
                count *= share / confident;
            }
        }

        return counts;
    }
}
