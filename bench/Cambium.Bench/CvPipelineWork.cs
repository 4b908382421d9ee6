using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Cross-validates a pipeline of 12 steps; peers/cv_pipeline_sklearn.py is its counterpart.</summary>
static class CvPipelineWork
{
    public static string Run(string folder)
    {
        var table = Table.ReadCsv(Path.Combine(folder, "cv_pipeline.csv"));
        var recipe = new Impute { Columns = Names('n', 0, 5) }
            .Then(new Standardize { Columns = Names('n', 0, 5) })
            .Then(new Impute { Columns = Names('n', 6, 9), Numbers = ImputeNumbers.Mean })
            .Then(new MinMaxScale { Columns = Names('n', 6, 9) })
            .Then(new Impute { Columns = Names('n', 10, 13) })
            .Then(new PowerTransform { Columns = Names('n', 10, 13) })
            .Then(new Impute { Columns = Names('c', 0, 3) })
            .Then(new OneHot { Columns = Names('c', 0, 3) })
            .Then(new Impute { Columns = Names('c', 4, 5) })
            .Then(new OrdinalEncode { Columns = Names('c', 4, 5) })
            .Then(new Standardize { Columns = Names('c', 4, 5) })
            .Then(new LogisticRegression());
        var options = new CrossValidationOptions { Splitter = new PredefinedFolds("fold"), MaxThreads = Measurement.Threads };
        var measurement = Measurement.Of(() => CrossValidation.Run(recipe, table, "y", options), out var validation);
        return measurement.ToJson("cv-pipeline", new Dictionary<string, object> { ["roc_auc"] = validation["roc_auc"], ["log_loss"] = validation["log_loss"] });
    }

    static ColumnSelection Names(char letter, int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(place => $"{letter}{place}")];
}
