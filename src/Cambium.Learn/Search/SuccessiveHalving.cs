using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Gives all settings a small share of the resource, the best of them more, and all of it to the best of those.</summary>
/// <remarks>
/// A search of n trials draws n settings and repeats n / reduction, n / reduction² and so on of them. A rung begins when the one before has ended. Use it where a part of the rows tells who will be good; else Hyperband.
/// Source: K. Jamieson, A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", 2016.
/// </remarks>
public sealed record SuccessiveHalving : Scheduler
{
    /// <summary>One of so many goes on to the next rung, with so many times the share. Default 3. Range [2, 100].</summary>
    public int Reduction { get; init => field = Check.InRange(value, 2, 100); } = 3;

    /// <summary>The number of rungs; the first gets reduction^(1 − rungs) of the resource. Default 3. Range [2, 10].</summary>
    public int Rungs { get; init => field = Check.InRange(value, 2, 10); } = 3;

    internal override ISchedulerRun Start(int draws)
    {
        var plan = new Brackets();
        plan.Add(draws, 0, Rungs, Reduction);
        return plan;
    }
}
