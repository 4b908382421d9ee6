namespace Cambium.Learn;

/// <summary>What turns a classifier's probabilities into calibrated ones.</summary>
abstract class ClassCalibration
{
    // Probabilities of exactly 0 and 1 have no log-odds; these are next to them.
    const double Least = 1e-15;

    /// <summary>Fits it.</summary>
    /// <param name="method">Its shape.</param>
    /// <param name="probabilities">n × k, row-major, of a model that did not learn from the rows.</param>
    /// <param name="codes">The class of each row.</param>
    /// <param name="weights">The weight of each row; empty where every row counts 1.</param>
    /// <param name="classes">k.</param>
    internal static ClassCalibration Fit(CalibrationMethod method, double[] probabilities, int[] codes, double[] weights, int classes) =>
        method == CalibrationMethod.Temperature
            ? TemperatureScaling.Fit(Logs(probabilities), codes, weights, classes)
            : ClassCurves.Fit(method, probabilities, codes, weights, classes);

    /// <summary>Calibrated probabilities, n × k, row-major.</summary>
    internal abstract double[] Apply(double[] probabilities, int classes);

    internal abstract void Write(ModelWriter writer);

    internal static ClassCalibration Read(CalibrationMethod method, ModelReader reader, int classes) =>
        method == CalibrationMethod.Temperature ? TemperatureScaling.Read(reader) : ClassCurves.Read(method, reader, classes);

    private protected static double[] Logs(double[] probabilities) => Array.ConvertAll(probabilities, Log);

    /// <summary>The logarithm of a probability; finite also for 0.</summary>
    private protected static double Log(double probability) => Math.Log(Math.Max(probability, Least));

    /// <summary>For each row a class's probability and that of all others together, at least 1e-15.</summary>
    private protected static (double[] Own, double[] Others) Sides(double[] probabilities, int classes, int place)
    {
        var (own, others) = (new double[probabilities.Length / classes], new double[probabilities.Length / classes]);
        for (var row = 0; row < own.Length; row++)
        {
            own[row] = Math.Max(probabilities[(row * classes) + place], Least);
            // With two classes the other's own number keeps its digits where this one is next to 1.
            others[row] = Math.Max(classes == 2 ? probabilities[(row * 2) + 1 - place] : 1 - probabilities[(row * classes) + place], Least);
        }

        return (own, others);
    }
}
