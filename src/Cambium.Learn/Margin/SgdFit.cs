using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fits planes by stochastic gradients to rows of a table, or lets them learn on.</summary>
static class SgdFit
{
    /// <summary>Checks rules across settings.</summary>
    /// <exception cref="ArgumentException">The optimal schedule has no penalty to go by.</exception>
    internal static void Check(SgdSettings settings)
    {
        if (settings.Schedule == LearningSchedule.Optimal && settings.Penalty == 0)
        {
            throw new ArgumentException("Penalty is 0, by which the schedule Optimal cannot set its steps. Set Penalty above 0, or choose another Schedule.", nameof(settings.Penalty));
        }
    }

    /// <summary>Planes that tell classes apart: one for two classes, else one a class.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="watched">Rows that end the fit; null for none.</param>
    /// <param name="k">The number of classes.</param>
    /// <param name="from">The planes to learn on with; nothing to begin.</param>
    /// <param name="loss">What a row loses.</param>
    /// <param name="run">How to run.</param>
    internal static SgdState Classes(SgdData data, SgdData? watched, int k, SgdPlane[] from, SgdClassLoss loss, SgdCall run)
    {
        var scores = k == 2 ? 1 : k;
        return data.Features.HasSparse
            ? Planes(MarginData.Sparse(data.Features), watched is null ? default : MarginData.Sparse(watched.Features), Signs, scores)
            : Planes(MarginData.Dense(data.Features), watched is null ? default : MarginData.Dense(watched.Features), Signs, scores);

        double[] Signs(SgdData rows, int score) => Array.ConvertAll(rows.Targets, code => code == (k == 2 ? 1 : score) ? 1.0 : -1);

        SgdState Planes<TRows>(TRows rows, TRows watchedRows, Func<SgdData, int, double[]> targets, int count)
            where TRows : struct, IMarginRows =>
            All(rows, watchedRows, data, watched, targets, count, from, loss, run);
    }

    /// <summary>A plane that predicts a number.</summary>
    internal static SgdState Numbers(SgdData data, SgdData? watched, SgdPlane[] from, SgdNumberLoss loss, SgdCall run) =>
        data.Features.HasSparse
            ? All(MarginData.Sparse(data.Features), watched is null ? default : MarginData.Sparse(watched.Features), data, watched, (rows, _) => rows.Targets, 1, from, loss, run)
            : All(MarginData.Dense(data.Features), watched is null ? default : MarginData.Dense(watched.Features), data, watched, (rows, _) => rows.Targets, 1, from, loss, run);

    static SgdState All<TRows, TLoss>(
        TRows rows, TRows watchedRows, SgdData data, SgdData? watched, Func<SgdData, int, double[]> targets, int scores, SgdPlane[] from, TLoss loss, SgdCall run)
        where TRows : struct, IMarginRows
        where TLoss : struct, ISgdLoss
    {
        MarginData.CheckLengths(data.Features);
        if (watched is not null)
        {
            MarginData.CheckLengths(watched.Features);
        }

        var planes = new SgdPlane[scores];
        var ends = new (int Epochs, bool Converged, double Loss)[scores];
        var (fitter, done, options) = (Environment.CurrentManagedThreadId, 0, run.Options);
        var longest = SgdRun.LongestSteps(rows, data.Features.RowCount, loss, run);
        ParallelBlocks.For(scores, 1, options.MaxThreads, (score, _, _) => One(score), options.CancellationToken);
        if (scores > 1)
        {
            options.Progress?.Report(new FitProgress("classes", scores, scores));
        }

        return ends.All(end => double.IsFinite(end.Loss))
            ? new SgdState(planes, ends.Max(end => end.Epochs), ends.All(end => end.Converged), TrainingMeans.Of(data.Features, data.Weights, options))
            : throw MarginData.Overflow(data.Features);

        void One(int score)
        {
            var plane = from.Length == 0 ? new SgdPlane(rows.FeatureCount, run.Settings) : from[score].Copy();
            var random = new RandomStream(run.Seed).Fork(score).Fork((long)plane.Rows);
            var all = new SgdRows<TRows>(rows, targets(data, score), data.Weights, data.Counting());
            // Every plane watches the same rows.
            var (train, held) = all.Part(run.ValidationShare, new RandomStream(run.Seed).Fork(-1));
            held = watched is null ? held : new SgdRows<TRows>(watchedRows, targets(watched, score), watched.Weights, watched.Counting());
            ends[score] = SgdRun.Fit(train, held, loss, longest, plane, run.Settings, random, scores == 1 ? TellEpoch : null, options.CancellationToken);
            planes[score] = plane;
            var finished = Interlocked.Increment(ref done);
            if (scores > 1 && Environment.CurrentManagedThreadId == fitter)
            {
                options.Progress?.Report(new FitProgress("classes", finished, scores));
            }
        }

        void TellEpoch(int epoch, double mean) =>
            options.Progress?.Report(new FitProgress("passes", epoch, run.Settings.Epochs) { TrainingLoss = mean });
    }
}
