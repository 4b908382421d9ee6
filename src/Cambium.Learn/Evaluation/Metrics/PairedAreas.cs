namespace Cambium.Learn;

/// <summary>The area under the ROC curve of each class against each other one.</summary>
static class PairedAreas
{
    internal static double Of(ReadOnlySpan<int> truth, double[] scores, int columns, Averaging averaging, double[] weights)
    {
        if (averaging is not (Averaging.Macro or Averaging.Weighted))
        {
            throw new ArgumentException($"averaging is {averaging}, expected Macro or Weighted where each class is matched with each other.", nameof(averaging));
        }

        var rowsOf = new List<int>[columns];
        for (var place = 0; place < columns; place++)
        {
            rowsOf[place] = [];
        }

        for (var row = 0; row < truth.Length; row++)
        {
            rowsOf[truth[row]].Add(row);
        }

        var (sum, total) = (0.0, 0.0);
        for (var a = 0; a < columns; a++)
        {
            for (var b = a + 1; b < columns; b++)
            {
                int[] rows = [.. rowsOf[a], .. rowsOf[b]];
                double[] ofRows = [.. rows.Select(row => MetricInput.Weight(weights, row))];
                var counts = averaging == Averaging.Macro ? 1 : ofRows.Sum();
                sum += counts == 0 ? 0 : counts * (Area(a, firstIsPositive: true) + Area(b, firstIsPositive: false)) / 2;
                total += counts;

                double Area(int column, bool firstIsPositive)
                {
                    bool[] positive = [.. rows.Select((_, i) => (i < rowsOf[a].Count) == firstIsPositive)];
                    return RankedWeights.Of(positive, [.. rows.Select(row => scores[(row * columns) + column])], ofRows).Area(1);
                }
            }
        }

        return sum / total;
    }
}
