using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Successive halving several times, from many settings with a small share at first to few with all of the resource, so that it errs neither way.</summary>
/// <remarks>Brackets are repeated until all trials are drawn. With the TPE sampler this is BOHB. Source: L. Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization", 2018.</remarks>
public sealed record Hyperband : Scheduler
{
    /// <summary>One of so many goes on to the next rung, with so many times the share. Default 3. Range [2, 100].</summary>
    public int Reduction { get; init => field = Check.InRange(value, 2, 100); } = 3;

    /// <summary>The number of rungs of the longest bracket, and of brackets. Default 3. Range [2, 10].</summary>
    public int Rungs { get; init => field = Check.InRange(value, 2, 10); } = 3;

    internal override ISchedulerRun Start(int draws)
    {
        var plan = new Brackets();
        for (var (bracket, rest) = (0, draws); rest > 0; bracket++)
        {
            var first = bracket % Rungs;
            var rungs = Rungs - first;
            var count = Math.Min(rest, (int)Math.Min(int.MaxValue, Math.Ceiling((double)Rungs / rungs * Math.Pow(Reduction, rungs - 1))));
            plan.Add(count, first, Rungs, Reduction);
            rest -= count;
        }

        return plan;
    }
}
