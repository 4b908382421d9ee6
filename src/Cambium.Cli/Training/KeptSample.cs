using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Cli;

/// <summary>What a training keeps of held-out rows for its run's pages: explained rows with their values, and how answers go with single columns.</summary>
static class KeptSample
{
    /// <summary>A budget that has less left is not spent on it.</summary>
    static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <summary>Keeps what can be told quickly, unless nothing is to be kept.</summary>
    /// <param name="left">The time that is left; null: as long as it takes.</param>
    internal static void Log(Invocation invocation, TrainOptions options, Model model, Table heldOut, Run run, Func<TimeSpan>? left)
    {
        if (invocation.Value(options.NoSample) || (left is not null && left() < Least))
        {
            return;
        }

        var kept = new ExplainedSampleOptions { Seed = invocation.Value(options.Seed), CancellationToken = invocation.CancellationToken };
        if (QuickSample.Of(model, heldOut, kept) is var (sample, curves))
        {
            Log(run, sample, curves);
            invocation.Terminal.Line($"  keep {Figure.Count(sample.Rows.Count, "held-out row")} with their values, explained  [dim]--no-sample: none[/]");
        }
    }

    /// <summary>Writes them to a run.</summary>
    internal static void Log(Run run, ExplainedSample sample, AnswerCurves? curves)
    {
        run.Log(sample);
        if (curves is not null)
        {
            run.Log(curves);
        }
    }
}
