using System.Diagnostics;
using Cambium.Learn;

namespace Cambium.Bench;

/// <summary>Scores a batch and one row with boosted trees; peers/score_xgboost.py is its counterpart.</summary>
static class ScoreTreesWork
{
    const int WarmUp = 200;
    const int Batches = 21;
    const int RowsAtOnce = 1000;
    const int RowRounds = 21;

    public static string Run(string folder)
    {
        var recipe = new BoostedTreesClassifier { Trees = 500, LearningRate = 0.1 };
        var model = recipe.Fit(F64Matrix.Read(folder, "score-trees-train"), "target", new FitOptions { MaxThreads = Measurement.Threads });
        var batch = F64Matrix.Read(folder, "score-trees-batch");
        var features = batch.Drop("target");

        // A server has long been compiled when it counts.
        var probabilities = model.PredictProbabilities(features);
        for (var i = 0; i < WarmUp; i++)
        {
            probabilities = model.PredictProbabilities(features);
        }

        var seconds = Median(Batches, () => model.PredictProbabilities(features));
        var row = new double[features.Columns.Count];
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = features.Column<double>($"f{j}").Values[0];
        }

        var answer = new double[2];
        for (var i = 0; i < WarmUp; i++)
        {
            OneByOne(model, row, answer);
        }

        var ofRow = Median(RowRounds, () => OneByOne(model, row, answer)) / RowsAtOnce;
        if (answer[1] != probabilities[1])
        {
            throw new InvalidOperationException($"One row scored {answer[1]}, among others {probabilities[1]}.");
        }

        return Measurement.Taken(seconds).ToJson("score-trees", new Dictionary<string, object>
        {
            ["row_microseconds"] = ofRow * 1e6,
            ["log_loss"] = LogLoss(probabilities, batch.Column<bool>("target").Values),
        });
    }

    static double[] OneByOne(BoostedTreesClassifierModel model, double[] row, double[] answer)
    {
        for (var i = 0; i < RowsAtOnce; i++)
        {
            model.PredictProbabilities(row, answer);
        }

        return answer;
    }

    static double Median(int times, Func<double[]> action)
    {
        var seconds = new double[times];
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            seconds[i] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        Array.Sort(seconds);
        return seconds[times / 2];
    }

    static double LogLoss(double[] probabilities, ReadOnlySpan<bool> truth)
    {
        var sum = 0.0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum -= Math.Log(Math.Clamp(probabilities[(2 * row) + (truth[row] ? 1 : 0)], 1e-12, 1));
        }

        return sum / truth.Length;
    }
}
