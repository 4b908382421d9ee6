using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Partial dependence of ten columns of boosted trees; peers/partial_dependence_sklearn.py is its counterpart.</summary>
static class PartialDependenceWork
{
    const int Columns = 10;

    public static string Run(string folder)
    {
        var rows = F64Matrix.ReadNumbers(folder, "partial-dependence");
        var model = new BoostedTreesRegressor { Trees = 200 }.Fit(rows, "target", new FitOptions { MaxThreads = Measurement.Threads });
        var options = new DependenceOptions { GridSize = 100, Spacing = GridSpacing.Even, MaxThreads = Measurement.Threads };
        var names = Enumerable.Range(0, Columns).Select(column => $"f{column}").ToArray();
        var measurement = Measurement.Of(() => PartialDependence.OfEach(model, rows, names, options), out var found);
        return measurement.ToJson("partial-dependence", new Dictionary<string, object>
        {
            ["ends"] = found.Select(curve => (double[])[curve.Means[0], curve.Means[^1]]).ToArray(),
        });
    }
}
