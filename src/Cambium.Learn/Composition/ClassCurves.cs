namespace Cambium.Learn;

/// <summary>Curves from a classifier's probabilities to calibrated ones: one for two classes, else one a class, each against the rest.</summary>
sealed class ClassCurves : ClassCalibration
{
    // Of one of the three there is a curve a class; the others are empty.
    readonly PlattScaling[] _sigmoids;
    readonly IsotonicCurve[] _steps;
    readonly BetaScaling[] _betas;

    ClassCurves(PlattScaling[] sigmoids, IsotonicCurve[] steps, BetaScaling[] betas)
    {
        _sigmoids = sigmoids;
        _steps = steps;
        _betas = betas;
    }

    int Count => _sigmoids.Length + _steps.Length + _betas.Length;

    /// <inheritdoc cref="ClassCalibration.Fit"/>
    internal static new ClassCurves Fit(CalibrationMethod method, double[] probabilities, int[] codes, double[] weights, int classes)
    {
        var curves = Enumerable.Range(0, classes == 2 ? 1 : classes).Select(i => classes == 2 ? 1 : i)
            .Select(place => (Sides: Sides(probabilities, classes, place), Positive: Array.ConvertAll(codes, code => code == place)));
        return method switch
        {
            CalibrationMethod.Platt => new([.. curves.Select(own => PlattScaling.Fit(LogOdds(own.Sides), own.Positive, weights))], [], []),
            CalibrationMethod.Beta => new([], [], [.. curves.Select(own => BetaScaling.Fit(Logs(own.Sides.Own), Logs(own.Sides.Others), own.Positive, weights))]),
            _ => new([], [.. curves.Select(own => IsotonicCurve.Fit(LogOdds(own.Sides), Array.ConvertAll(own.Positive, truth => truth ? 1.0 : 0), weights))], []),
        };
    }

    internal override double[] Apply(double[] probabilities, int classes)
    {
        var calibrated = new double[probabilities.Length];
        var rows = probabilities.Length / classes;
        for (var i = 0; i < Count; i++)
        {
            var place = classes == 2 ? 1 : i;
            var own = Heights(i, Sides(probabilities, classes, place));
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

    internal override void Write(ModelWriter writer)
    {
        if (_sigmoids.Length > 0)
        {
            writer.Array("sigmoids", [.. _sigmoids.SelectMany(sigmoid => new[] { sigmoid.Slope, sigmoid.Offset })]);
        }

        if (_betas.Length > 0)
        {
            writer.Array("betas", [.. _betas.SelectMany(beta => new[] { beta.A, beta.B, beta.C })]);
        }

        for (var i = 0; i < _steps.Length; i++)
        {
            writer.Array($"curve_{i}_scores", _steps[i].X);
            writer.Array($"curve_{i}_heights", _steps[i].Y);
        }
    }

    internal static new ClassCurves Read(CalibrationMethod method, ModelReader reader, int classes)
    {
        var places = Enumerable.Range(0, classes == 2 ? 1 : classes).ToArray();
        switch (method)
        {
            case CalibrationMethod.Platt:
                var numbers = reader.Finite("sigmoids", 2L * places.Length);
                return new([.. places.Select(i => new PlattScaling(numbers[2 * i], numbers[(2 * i) + 1]))], [], []);
            case CalibrationMethod.Beta:
                return new([], [], ReadBetas(reader.Finite("betas", 3L * places.Length)));
            default:
                return new([], [.. places.Select(i => ReadCurve(reader, i))], []);
        }
    }

    static BetaScaling[] ReadBetas(double[] numbers)
    {
        BetaScaling[] betas = [.. numbers.Chunk(3).Select(own => new BetaScaling(own[0], own[1], own[2]))];
        return Array.TrueForAll(betas, beta => beta.A >= 0 && beta.B >= 0)
            ? betas
            : throw new ModelFormatException("weights.safetensors: a curve of 'betas' falls, expected first and second numbers of at least 0. The file is damaged; save the model again.");
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

    double[] Heights(int i, (double[] Own, double[] Others) sides)
    {
        if (_steps.Length > 0)
        {
            return Array.ConvertAll(LogOdds(sides), _steps[i].At);
        }

        if (_betas.Length > 0)
        {
            return _betas[i].Apply(Logs(sides.Own), Logs(sides.Others));
        }

        var heights = new double[sides.Own.Length];
        _sigmoids[i].Apply(LogOdds(sides), heights);
        return heights;
    }

    static double[] LogOdds((double[] Own, double[] Others) sides) => [.. sides.Own.Zip(sides.Others, (own, others) => Math.Log(own / others))];
}
