using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Runs k-means from several starts and keeps the best.</summary>
static class LloydStarts
{
    // Starts that lead to the same groups have scores that differ by roundings.
    const double Rounding = 1e-12;

    /// <summary>The start that leads to the least score; the first of those that are equal but for roundings.</summary>
    /// <param name="tiles">The points.</param>
    /// <param name="weights">Their weights, or none.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="given">Centres to start from, or none.</param>
    /// <param name="random">Each start draws from a stream of its own.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <param name="setting">What the recipe calls the given centres.</param>
    /// <param name="told">The points whose loss is told as progress; null: nothing is told.</param>
    internal static Lloyd.Result Best(
        PointTiles tiles, double[] weights, LloydSettings settings, EquatableArray<double> given, RandomStream random, FitOptions options, ClusterPoints? told,
        string setting = nameof(KMeans.InitialCentres))
    {
        if (given.Count > 0)
        {
            return Lloyd.Run(
                tiles, weights, CentreStarts.Given(given, settings.Clusters, tiles, setting), settings.MaxIterations, settings.LeastShift, options, Tell("iterations"));
        }

        var seeds = new CentreSeeds(tiles, weights, options);
        Lloyd.Result? best = null;
        for (var start = 0; start < settings.Restarts; start++)
        {
            var centres = seeds.Draw(settings.Clusters, random.Fork(start));
            var result = Lloyd.Run(tiles, weights, centres, settings.MaxIterations, settings.LeastShift, options, Tell($"start {start + 1}"));
            best = best is null || result.Score < best.Score - (Rounding * Math.Abs(best.Score)) ? result : best;
        }

        return best!; // there is at least one start

        Action<int, double> Tell(string stage) => told is null
            ? (_, _) => { }
            : (iteration, score) => options.Progress?.Report(new FitProgress(stage, iteration, settings.MaxIterations) { TrainingLoss = told.MeanLoss(score) });
    }
}
