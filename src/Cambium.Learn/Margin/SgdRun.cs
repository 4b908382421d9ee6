using System.Runtime.CompilerServices;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Lets a plane learn by stochastic gradients: row after row, pass after pass.</summary>
/// <remarks>
/// Source: H. Robbins, S. Monro, 1951; L. Bottou, "Stochastic Gradient Descent Tricks", 2012. Order of the updates and the rule that ends the fit are as in scikit-learn's. That no step goes
/// past the row's own answer: N. Karampatziakis, J. Langford, "Online Importance Weight Aware Updates", 2011, section 3.
/// </remarks>
static class SgdRun
{
    // Slopes beyond it would overflow a step.
    const double SteepestSlope = 1e12;

    // The adaptive schedule ends the fit where its step has fallen below.
    const double SmallestRate = 1e-6;

    const int BlockRows = 4096;

    /// <summary>Passes over the rows until the loss has stopped falling.</summary>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="watched">Rows whose loss ends the fit instead of that of the rows learned from; null for none.</param>
    /// <param name="loss">What a row loses.</param>
    /// <param name="longest">As <see cref="LongestSteps"/> gives them.</param>
    /// <param name="plane">Learns.</param>
    /// <param name="settings">How to run.</param>
    /// <param name="random">Gives the order of the rows.</param>
    /// <param name="afterEpoch">Told of passes done and the mean loss of the training rows.</param>
    /// <param name="cancellationToken">Looked at before every pass.</param>
    /// <returns>Passes done, and whether the loss stopped falling before they ran out; a NaN loss ends the fit where weights have overflown.</returns>
    internal static (int Epochs, bool Converged, double Loss) Fit<TRows, TLoss>(
        SgdRows<TRows> rows,
        SgdRows<TRows>? watched,
        TLoss loss,
        double[] longest,
        SgdPlane plane,
        SgdSettings settings,
        RandomStream random,
        Action<int, double>? afterEpoch,
        CancellationToken cancellationToken)
        where TRows : struct, IMarginRows
        where TLoss : struct, ISgdLoss
    {
        var order = rows.Order.ToArray();
        var (best, idle, mean) = (double.PositiveInfinity, 0, 0.0);
        var start = settings.Schedule == LearningSchedule.Optimal ? OptimalStart(loss, settings.Penalty) : 0;
        for (var epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (settings.Shuffle)
            {
                random.Shuffle<int>(order);
            }

            mean = Pass(rows, loss, longest, order, plane, settings, start) / rows.TotalWeight;
            plane.Settle();
            if (!double.IsFinite(mean) || !plane.IsFinite)
            {
                return (epoch, false, double.NaN);
            }

            afterEpoch?.Invoke(epoch, mean);
            var seen = watched is null ? mean : MeanLoss(watched, loss, plane);
            idle = seen > best - settings.Tolerance ? idle + 1 : 0;
            best = Math.Min(best, seen);
            if (settings.StopsEarly && idle >= settings.Patience)
            {
                if (settings.Schedule != LearningSchedule.Adaptive || plane.Rate <= SmallestRate)
                {
                    return (epoch, true, mean);
                }

                (plane.Rate, idle) = (plane.Rate / 5, 0);
            }
        }

        return (settings.Epochs, false, mean);
    }

    /// <summary>
    /// The longest step of each row: a longer one would carry a far row past its own answer, farther at every turn where the slope has no bound. Nothing where it has one.
    /// </summary>
    internal static double[] LongestSteps<TRows, TLoss>(TRows rows, int rowCount, TLoss loss, SgdCall run)
        where TRows : struct, IMarginRows
        where TLoss : struct, ISgdLoss
    {
        if (!(loss.Curvature > 0))
        {
            return [];
        }

        var (longest, constant) = (new double[rowCount], run.Settings.Intercept ? 1 : 0);
        ParallelBlocks.For(
            rowCount,
            BlockRows,
            run.Options.MaxThreads,
            (_, start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    longest[row] = 1 / (loss.Curvature * (rows.SquaredLength(row) + constant));
                }
            },
            run.Options.CancellationToken);
        return longest;
    }

    static double MeanLoss<TRows, TLoss>(SgdRows<TRows> watched, TLoss loss, SgdPlane plane)
        where TRows : struct, IMarginRows
        where TLoss : struct, ISgdLoss
    {
        var (weights, intercept) = (plane.Answer, plane.AnswerIntercept);
        var sum = 0.0;
        foreach (var row in watched.Order)
        {
            sum += watched.Weight(row) * loss.Of(watched.Rows.Dot(row, weights) + intercept, watched.Targets[row]);
        }

        return sum / watched.TotalWeight;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Pass<TRows, TLoss>(SgdRows<TRows> data, TLoss loss, double[] longest, int[] order, SgdPlane plane, SgdSettings settings, double start)
        where TRows : struct, IMarginRows
        where TLoss : struct, ISgdLoss
    {
        var (rows, targets, sum) = (data.Rows, data.Targets, 0.0);
        foreach (var row in order)
        {
            var score = plane.Score(rows, row);
            var rate = settings.Schedule switch
            {
                LearningSchedule.Optimal => 1 / (settings.Penalty * (start + plane.Rows)),
                LearningSchedule.InverseScaling => settings.LearningRate / Math.Pow(plane.Rows + 1, settings.Power),
                _ => plane.Rate,
            };
            var weight = data.Weight(row);
            sum += weight * loss.Of(score, targets[row]);
            var slope = Math.Clamp(loss.Slope(score, targets[row]), -SteepestSlope, SteepestSlope);
            var most = longest.Length == 0 ? double.PositiveInfinity : longest[row];
            plane.Step(rows, row, -Math.Min(rate * weight, most) * slope, rate, settings);
        }

        return sum;
    }

    // The first step suits weights of the size 1 / √√α.
    static double OptimalStart<TLoss>(TLoss loss, double penalty)
        where TLoss : struct, ISgdLoss
    {
        var typical = Math.Sqrt(1 / Math.Sqrt(penalty));
        var rate = typical / Math.Max(1, loss.Slope(-typical, 1));
        return 1 / (rate * penalty);
    }
}
