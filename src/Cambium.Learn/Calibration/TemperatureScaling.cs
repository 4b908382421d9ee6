namespace Cambium.Learn;

/// <summary>One number that makes a classifier's probabilities less or more sure: P(i) ∝ p(i)^(1/T). The order of the classes stays.</summary>
/// <remarks>Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, "On Calibration of Modern Neural Networks", 2017, section 4.2.</remarks>
sealed class TemperatureScaling : ClassCalibration
{
    const double Coldest = 1e-3;
    const double Hottest = 1e3;
    const int MaxIterations = 200;

    internal TemperatureScaling(double temperature) => Temperature = temperature;

    /// <summary>Above 1 where the classifier is too sure. Range [0.001, 1000].</summary>
    internal double Temperature { get; }

    /// <summary>
    /// The temperature of the largest likelihood. Where every row's own class is its most probable one there is none, and targets (n + 1) / (n + k), with n the sum of the weights, stand in for the truth.
    /// </summary>
    /// <param name="logs">The logarithms of the probabilities, n × k, row-major.</param>
    /// <param name="codes">The class of each row.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="classes">k.</param>
    internal static TemperatureScaling Fit(double[] logs, int[] codes, double[] weights, int classes)
    {
        var total = MetricInput.Total(weights, codes.Length);
        var doubt = IsParted(logs, codes, weights, classes) ? 1 / (total + classes) : 0;
        var (low, high, sharpness) = (1 / Hottest, 1 / Coldest, 1.0);
        if (At(1).Slope == 0)
        {
            return new TemperatureScaling(1);
        }

        if (At(low).Slope >= 0 || At(high).Slope <= 0)
        {
            return new TemperatureScaling(At(low).Slope >= 0 ? Hottest : Coldest);
        }

        for (var iteration = 0; iteration < MaxIterations; iteration++)
        {
            var (slope, bend) = At(sharpness);
            (low, high) = slope > 0 ? (low, sharpness) : (sharpness, high); // the slope rises
            var step = sharpness - (slope / bend);
            var next = step > low && step < high ? step : Math.Sqrt(low * high);
            if (slope == 0 || Math.Abs(next - sharpness) <= 1e-14 * sharpness)
            {
                break;
            }

            sharpness = next;
        }

        return new TemperatureScaling(1 / sharpness);

        (double Slope, double Bend) At(double place) => Derivatives(logs, codes, weights, classes, place, doubt);
    }

    internal override double[] Apply(double[] probabilities, int classes)
    {
        var calibrated = Logs(probabilities);
        for (var row = 0; row < calibrated.Length; row += classes)
        {
            Soften(calibrated.AsSpan(row, classes), 1 / Temperature);
        }

        return calibrated;
    }

    internal override void Write(ModelWriter writer) => writer.Array("temperature", [Temperature]);

    internal static TemperatureScaling Read(ModelReader reader) =>
        reader.Finite("temperature", 1)[0] is var temperature && temperature is >= Coldest and <= Hottest
            ? new TemperatureScaling(temperature)
            : throw new ModelFormatException(
                FormattableString.Invariant($"weights.safetensors: the temperature is {temperature}, expected a number from 0.001 to 1000. The file is damaged; save the model again."));

    /// <summary>Whether no row that counts has a class more probable than its own, and one has its own alone.</summary>
    static bool IsParted(double[] logs, int[] codes, double[] weights, int classes)
    {
        var isSure = false;
        for (var row = 0; row < codes.Length; row++)
        {
            if (MetricInput.Weight(weights, row) == 0)
            {
                continue;
            }

            for (var place = 0; place < classes; place++)
            {
                var ahead = logs[(row * classes) + codes[row]] - logs[(row * classes) + place];
                if (ahead < 0)
                {
                    return false;
                }

                isSure |= ahead > 0;
            }
        }

        return isSure;
    }

    /// <summary>The first and second derivative of −Σ w Σ t ln P by 1/T: t is 1 for the row's class less the doubts of the others.</summary>
    static (double Slope, double Bend) Derivatives(double[] logs, int[] codes, double[] weights, int classes, double sharpness, double doubt)
    {
        var (slope, bend) = (0.0, 0.0);
        var own = new double[classes];
        for (var row = 0; row < codes.Length; row++)
        {
            var ofRow = logs.AsSpan(row * classes, classes);
            ofRow.CopyTo(own);
            Soften(own, sharpness);
            var (mean, square, target) = (0.0, 0.0, 0.0);
            for (var place = 0; place < classes; place++)
            {
                var ahead = ofRow[place] - ofRow[codes[row]]; // from the row's own class, which is 0 and keeps digits
                mean += own[place] * ahead;
                square += own[place] * ahead * ahead;
                target += doubt * ahead;
            }

            slope += MetricInput.Weight(weights, row) * (mean - target);
            bend += MetricInput.Weight(weights, row) * (square - (mean * mean));
        }

        return (slope, bend);
    }

    /// <summary>Logarithms times sharpness to probabilities that add up to 1.</summary>
    static void Soften(Span<double> logs, double sharpness)
    {
        var highest = double.NegativeInfinity;
        foreach (var log in logs)
        {
            highest = Math.Max(highest, log);
        }

        var sum = 0.0;
        for (var place = 0; place < logs.Length; place++)
        {
            logs[place] = Math.Exp((logs[place] - highest) * sharpness);
            sum += logs[place];
        }

        for (var place = 0; place < logs.Length; place++)
        {
            logs[place] /= sum;
        }
    }
}
