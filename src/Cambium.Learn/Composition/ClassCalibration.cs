namespace Cambium.Learn;

/// <summary>The curves from a classifier's probabilities to calibrated ones: one for two classes, else one a class, each against the rest.</summary>
sealed class ClassCalibration
{
    // Probabilities of exactly 0 and 1 have no log-odds; these are next to them.
    const double Least = 1e-15;

    readonly PlattScaling[] _sigmoids; // empty for isotonic curves
    readonly IsotonicCurve[] _curves; // empty for sigmoids

    ClassCalibration(PlattScaling[] sigmoids, IsotonicCurve[] curves)
    {
        _sigmoids = sigmoids;
        _curves = curves;
    }

    int Count => _sigmoids.Length + _curves.Length;

    /// <summary>Fits the curves.</summary>
    /// <param name="method">Their shape.</param>
    /// <param name="probabilities">n × k, row-major, of a model that did not learn from the rows.</param>
    /// <param name="codes">The class of each row.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="classes">k.</param>
    internal static ClassCalibration Fit(CalibrationMethod method, double[] probabilities, int[] codes, double[] weights, int classes)
    {
        var places = classes == 2 ? [1] : Enumerable.Range(0, classes).ToArray();
        var scores = Array.ConvertAll(places, place => LogOdds(probabilities, classes, place));
        return method == CalibrationMethod.Platt
            ? new ClassCalibration([.. places.Select((place, i) => PlattScaling.Fit(scores[i], Array.ConvertAll(codes, code => code == place), weights))], [])
            : new ClassCalibration([], [.. places.Select((place, i) => IsotonicCurve.Fit(scores[i], Array.ConvertAll(codes, code => code == place ? 1.0 : 0), weights))]);
    }

    /// <summary>Calibrated probabilities, n × k, row-major.</summary>
    internal double[] Apply(double[] probabilities, int classes)
    {
        var calibrated = new double[probabilities.Length];
        var rows = probabilities.Length / classes;
        for (var i = 0; i < Count; i++)
        {
            var place = classes == 2 ? 1 : i;
            var own = Heights(i, LogOdds(probabilities, classes, place));
            for (var row = 0; row < rows; row++)
            {
                calibrated[(row * classes) + place] = own[row];
            }
        }

        for (var row = 0; row < rows; row++)
        {
            var ofRow = calibrated.AsSpan(row * classes, classes);
            if (classes == 2)
            {
                ofRow[0] = 1 - ofRow[1];
            }
            else
            {
                OneVersusRestModel.DivideBySum(ofRow);
            }
        }

        return calibrated;
    }

    internal void Write(ModelWriter writer)
    {
        if (_curves.Length == 0)
        {
            writer.Array("sigmoids", [.. _sigmoids.SelectMany(sigmoid => new[] { sigmoid.Slope, sigmoid.Offset })]);
            return;
        }

        for (var i = 0; i < _curves.Length; i++)
        {
            writer.Array($"curve_{i}_scores", _curves[i].X);
            writer.Array($"curve_{i}_heights", _curves[i].Y);
        }
    }

    internal static ClassCalibration Read(CalibrationMethod method, ModelReader reader, int classes)
    {
        var count = classes == 2 ? 1 : classes;
        if (method == CalibrationMethod.Platt)
        {
            var numbers = reader.Finite("sigmoids", 2L * count);
            return new ClassCalibration([.. Enumerable.Range(0, count).Select(i => new PlattScaling(numbers[2 * i], numbers[(2 * i) + 1]))], []);
        }

        return new ClassCalibration([], [.. Enumerable.Range(0, count).Select(i => ReadCurve(reader, i))]);
    }

    static IsotonicCurve ReadCurve(ModelReader reader, int i)
    {
        var length = reader.Array<double>($"curve_{i}_scores").Length;
        var scores = reader.Finite($"curve_{i}_scores", length);
        var heights = reader.Finite($"curve_{i}_heights", length);
        for (var point = 0; point < length; point++)
        {
            if (heights[point] is < 0 or > 1 || (point > 0 && (scores[point] <= scores[point - 1] || heights[point] < heights[point - 1])))
            {
                throw new ModelFormatException($"weights.safetensors: point {point} of 'curve_{i}' does not go on from the one before within [0, 1]. The file is damaged; save the model again.");
            }
        }

        return length > 0 ? new IsotonicCurve(scores, heights) : throw new ModelFormatException($"weights.safetensors: 'curve_{i}' has no points. The file is damaged; save the model again.");
    }

    double[] Heights(int i, double[] scores)
    {
        if (_curves.Length > 0)
        {
            return Array.ConvertAll(scores, _curves[i].At);
        }

        var heights = new double[scores.Length];
        _sigmoids[i].Apply(scores, heights);
        return heights;
    }

    /// <summary>The log-odds of a class for each row.</summary>
    static double[] LogOdds(double[] probabilities, int classes, int place)
    {
        var scores = new double[probabilities.Length / classes];
        for (var row = 0; row < scores.Length; row++)
        {
            var own = Math.Max(probabilities[(row * classes) + place], Least);
            // With two classes the other's own number keeps its digits where this one is next to 1.
            var others = classes == 2 ? probabilities[(row * 2) + 1 - place] : 1 - probabilities[(row * classes) + place];
            scores[row] = Math.Log(own / Math.Max(others, Least));
        }

        return scores;
    }
}
