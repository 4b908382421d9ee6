using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>SHAP values, and interaction values, of trees that xgboost grew; peers/shap_xgboost.py is its counterpart.</summary>
static class TreeShapWork
{
    static readonly ShapOptions Options = new() { MaxThreads = Measurement.Threads };

    public static string Run(string folder)
    {
        const string Name = "tree-shap";
        var rows = F64Matrix.Read(folder, Name).Drop("target");
        var model = XgboostModel.Read(Path.Combine(folder, $"{Name}-model.json"), rows.Schema);
        var measurement = Measurement.Of(() => model.Shap(rows, Options), out var shap);
        return measurement.ToJson(Name, new Dictionary<string, object>
        {
            ["magnitudes"] = shap.MeanMagnitudes(),
            ["rest"] = Enumerable.Range(0, shap.RowCount).Max(row => Math.Abs(shap.BaseValues[0] + Sum(shap.Of(row)) - shap.Answers[row])),
        });
    }

    public static string RunInteractions(string folder)
    {
        const string Name = "tree-shap-interactions";
        var rows = F64Matrix.Read(folder, Name).Drop("target");
        var model = XgboostModel.Read(Path.Combine(folder, $"{Name}-model.json"), rows.Schema);
        var measurement = Measurement.Of(() => model.ShapInteractions(rows, Options), out var shap);
        return measurement.ToJson(Name, new Dictionary<string, object>
        {
            ["magnitudes"] = shap.MeanMagnitudes(),
            ["rest"] = Enumerable.Range(0, shap.RowCount).Max(row => Math.Abs(shap.BaseValues[0] + Sum(shap.Of(row)) - shap.Answers[row])),
        });
    }

    static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
