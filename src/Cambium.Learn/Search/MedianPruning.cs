using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Stops a trial after a fold if its mean so far is worse than the median of what earlier trials had after as many folds.</summary>
/// <remarks>Cheap and safe where folds agree. Saves up to all folds but <see cref="Folds"/> of half the trials. Source: D. Golovin et al., "Google Vizier", 2017, section 3.2.2.</remarks>
public sealed record MedianPruning : Scheduler
{
    /// <summary>Trials that must have ended before any is stopped. Default 5. Range [1, 10,000].</summary>
    public int Startup { get; init => field = Check.InRange(value, 1, 10_000); } = 5;

    /// <summary>Folds that every trial is given. Default 1. Range [1, 1,000].</summary>
    public int Folds { get; init => field = Check.InRange(value, 1, 1000); } = 1;

    /// <summary>The most trials under way at once; a trial is judged by those that ended so many before it. Default 4. Range [1, 1,000]. More workers than this stay idle.</summary>
    public int Ahead { get; init => field = Check.InRange(value, 1, 1000); } = 4;

    internal override ISchedulerRun Start(int draws) => new Pruned(this, draws);

    sealed class Pruned(MedianPruning settings, int draws) : ISchedulerRun
    {
        public int Needs(int trial) => Math.Max(0, trial - settings.Ahead + 1);

        public TrialPlan? Plan(int trial, IReadOnlyList<Observation> known) => trial < draws ? TrialPlan.New : null;

        public bool Stops(IReadOnlyList<Observation> known, IReadOnlyList<double> foldLosses)
        {
            var done = foldLosses.Count;
            var others = known.Where(trial => trial.FoldLosses.Length >= done).Select(trial => trial.FoldLosses[done - 1]).Order().ToArray();
            if (done < settings.Folds || others.Length < settings.Startup)
            {
                return false;
            }

            var median = (others[(others.Length - 1) / 2] + others[others.Length / 2]) / 2;
            return foldLosses[^1] > median;
        }
    }
}
