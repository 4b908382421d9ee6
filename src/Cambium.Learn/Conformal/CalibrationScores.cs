namespace Cambium.Learn;

/// <summary>
/// How far off each calibrating row was, by the part whose learners did not see it and by the cell that it counts in. With several parts this is CV+, with as many as rows the jackknife+, with one
/// split conformal prediction: one rule covers all.
/// </summary>
/// <remarks>
/// Weights count over their mean in the cell, and the row to be answered counts 1, as the mean row does. Source: R. J. Tibshirani, R. Foygel Barber, E. J. Candès, A. Ramdas, "Conformal
/// Prediction Under Covariate Shift", 2019.
/// </remarks>
sealed class CalibrationScores
{
    readonly int _parts;
    readonly int _cells;
    readonly double[][] _scores; // parts × cells, rising
    readonly double[][] _weights; // as the scores: of those up to and with each; nothing where all rows weigh the same
    readonly double[] _targets; // by cell

    CalibrationScores(int parts, int cells, double[][] scores, double[][] weights, CalibrationSettings settings)
    {
        (_parts, _cells, _scores, _weights) = (parts, cells, scores, weights);
        _targets = [.. Enumerable.Range(0, cells).Select(cell => settings.Target(Rows(cell)))];
    }

    /// <summary>Sorts the scores into parts and cells.</summary>
    /// <param name="scores">The score of each row; not read of rows that do not calibrate.</param>
    /// <param name="partOf">The part of each row.</param>
    /// <param name="layers">The cell of each row, one layer a set of cells.</param>
    /// <param name="cells">The number of cells.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1. Rows of weight 0 do not calibrate.</param>
    /// <param name="settings">The coverage.</param>
    internal static CalibrationScores Of(double[] scores, int[] partOf, int[][] layers, int cells, double[] weights, CalibrationSettings settings)
    {
        var parts = partOf.Max() + 1;
        var rows = new List<int>[parts * cells];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
        }

        foreach (var layer in layers)
        {
            for (var row = 0; row < partOf.Length; row++)
            {
                if (partOf[row] >= 0 && (weights.Length == 0 || weights[row] > 0))
                {
                    rows[(partOf[row] * cells) + layer[row]].Add(row);
                }
            }
        }

        int[][] sorted = [.. rows.Select(list => list.OrderBy(row => scores[row]).ToArray())];
        var means = Means(sorted, cells, weights);
        return new CalibrationScores(
            parts,
            cells,
            [.. sorted.Select(list => Array.ConvertAll(list, row => scores[row]))],
            weights.Length == 0 ? [] : [.. sorted.Select((list, i) => Running(Array.ConvertAll(list, row => weights[row] / means[i % cells])))],
            settings);
    }

    /// <summary>The number of parts.</summary>
    internal int Parts => _parts;

    /// <summary>The rows that calibrate a cell.</summary>
    internal int Rows(int cell) => Enumerable.Range(0, _parts).Sum(part => _scores[(part * _cells) + cell].Length);

    /// <summary>The end of an interval: the smallest number that enough rows' centre + size × score do not exceed, each by its own part's centre and size.</summary>
    /// <param name="cell">The cell of the row to be answered.</param>
    /// <param name="centres">Where each part's interval of score 0 ends.</param>
    /// <param name="sizes">How far each part's interval widens with the score, above 0.</param>
    internal double Reach(int cell, ReadOnlySpan<double> centres, ReadOnlySpan<double> sizes)
    {
        var (low, high) = (long.MaxValue, long.MinValue);
        for (var part = 0; part < _parts; part++)
        {
            var scores = _scores[(part * _cells) + cell];
            if (scores.Length > 0)
            {
                low = Math.Min(low, Ordered(centres[part] + (sizes[part] * scores[0])));
                high = Math.Max(high, Ordered(centres[part] + (sizes[part] * scores[^1])));
            }
        }

        // Halves the doubles between the two ends, so that the answer is exact.
        while (low < high)
        {
            var middle = (low & high) + ((low ^ high) >> 1);
            if (WeightUpTo(cell, centres, sizes, Value(middle)) >= _targets[cell])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return Value(low);
    }

    /// <summary>Whether a class belongs to the set: fewer rows than the target's share had a lower score.</summary>
    /// <param name="cell">The cell of the row to be answered, were it of that class.</param>
    /// <param name="scores">The score of the class by each part.</param>
    internal bool Covers(int cell, ReadOnlySpan<double> scores)
    {
        var below = 0.0;
        for (var part = 0; part < _parts; part++)
        {
            var place = (part * _cells) + cell;
            below += Weight(place, CountBelow(_scores[place], scores[part]));
        }

        return below < _targets[cell];
    }

    internal void Write(ModelWriter writer)
    {
        writer.Value("parts", _parts);
        writer.Array("counts", Array.ConvertAll(_scores, scores => scores.Length));
        writer.Array("scores", [.. _scores.SelectMany(scores => scores)]);
        writer.Array("score_weights", [.. _weights.SelectMany(weights => weights)]);
    }

    /// <summary>The number of parts of a saved model.</summary>
    /// <exception cref="ModelFormatException">The recipe makes another number.</exception>
    internal static int ReadParts(ModelReader reader, CalibrationSettings settings)
    {
        var parts = reader.Value<int>("parts");
        var (least, most) = settings.Share > 0 ? (1, 1) : (2, settings.Folds);
        return parts >= least && parts <= most
            ? parts
            : throw new ModelFormatException($"model.json: 'parts' is {parts}, expected {least} to {most}. The file is damaged or was edited; save the model again.");
    }

    internal static CalibrationScores Read(ModelReader reader, int parts, int cells, CalibrationSettings settings)
    {
        var counts = reader.Array<int>("counts", (int)Math.Min((long)parts * cells, Array.MaxLength));
        var total = counts.Sum(count => (long)count);
        if (Array.Exists(counts, count => count < 0))
        {
            throw new ModelFormatException("weights.safetensors: 'counts' holds numbers below 0. The file is damaged; save the model again.");
        }

        var scores = Cut(reader.Finite("scores", total), counts);
        var weights = reader.Array<double>("score_weights").Length == 0 ? [] : Cut(reader.Finite("score_weights", total), counts);
        return Array.TrueForAll(scores, IsRising) && Array.TrueForAll(weights, IsRising)
            ? new CalibrationScores(parts, cells, scores, weights, settings)
            : throw new ModelFormatException("weights.safetensors: 'scores' or 'score_weights' is out of order. The file is damaged; save the model again.");
    }

    static double[] Means(int[][] sorted, int cells, double[] weights) =>
        weights.Length == 0 ? [] : [.. Enumerable.Range(0, cells).Select(cell => sorted.Where((_, i) => i % cells == cell).SelectMany(rows => rows).Select(row => weights[row]).DefaultIfEmpty(1).Average())];

    static double[] Running(double[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            values[i] += values[i - 1];
        }

        return values;
    }

    static double[][] Cut(double[] values, int[] counts)
    {
        var start = 0;
        return Array.ConvertAll(counts, count =>
        {
            start += count;
            return values[(start - count)..start];
        });
    }

    static bool IsRising(double[] values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
            {
                return false;
            }
        }

        return true;
    }

    double WeightUpTo(int cell, ReadOnlySpan<double> centres, ReadOnlySpan<double> sizes, double value)
    {
        var sum = 0.0;
        for (var part = 0; part < _parts; part++)
        {
            var place = (part * _cells) + cell;
            sum += Weight(place, CountUpTo(_scores[place], centres[part], sizes[part], value));
        }

        return sum;
    }

    double Weight(int place, int count) => count == 0 ? 0 : _weights.Length == 0 ? count : _weights[place][count - 1];

    /// <summary>How many of the rising scores have centre + size × score ≤ value.</summary>
    static int CountUpTo(double[] scores, double centre, double size, double value)
    {
        var (low, high) = (0, scores.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (centre + (size * scores[middle]) <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>How many of the rising scores are below a value.</summary>
    static int CountBelow(double[] scores, double value)
    {
        var (low, high) = (0, scores.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (scores[middle] < value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>A whole number that orders as the double does; −0 is 0.</summary>
    static long Ordered(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    static double Value(long ordered) => BitConverter.Int64BitsToDouble(ordered >= 0 ? ordered : long.MinValue - ordered);
}
