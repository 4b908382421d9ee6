using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Successive halving without waiting: a trial goes on as soon as it is among the best of its rung so far, and new settings are drawn while none is.</summary>
/// <remarks>Keeps many workers busy. Source: L. Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020 (ASHA).</remarks>
public sealed record Asha : Scheduler
{
    /// <summary>One of so many goes on to the next rung, with so many times the share. Default 3. Range [2, 100].</summary>
    public int Reduction { get; init => field = Check.InRange(value, 2, 100); } = 3;

    /// <summary>The number of rungs; the first gets reduction^(1 − rungs) of the resource. Default 3. Range [2, 10].</summary>
    public int Rungs { get; init => field = Check.InRange(value, 2, 10); } = 3;

    /// <summary>The most trials under way at once; a trial is planned knowing all that began so many before it. Default 4. Range [1, 1,000]. More workers than this stay idle.</summary>
    public int Ahead { get; init => field = Check.InRange(value, 1, 1000); } = 4;

    internal override ISchedulerRun Start(int draws) => new Promoted(this, draws);

    sealed class Promoted(Asha settings, int draws) : ISchedulerRun
    {
        readonly List<int> _rungOf = []; // by trial
        readonly HashSet<int> _goneOn = [];
        int _drawn;

        public int Needs(int trial) => Math.Max(0, trial - settings.Ahead + 1);

        public TrialPlan? Plan(int trial, IReadOnlyList<Observation> known)
        {
            for (var rung = settings.Rungs - 2; rung >= 0; rung--)
            {
                var among = known.Where(observation => _rungOf[observation.Number] == rung).ToList();
                among.Sort(Observation.BestFirst);
                if (among.Take(among.Count / settings.Reduction).FirstOrDefault(observation => observation.IsWhole && !_goneOn.Contains(observation.Number)) is { } best)
                {
                    _goneOn.Add(best.Number);
                    _rungOf.Add(rung + 1);
                    return new TrialPlan(best.Number, Scheduler.Share(rung + 1, settings.Rungs, settings.Reduction));
                }
            }

            if (_drawn == draws)
            {
                return null;
            }

            _drawn++;
            _rungOf.Add(0);
            return TrialPlan.New with { Resource = Scheduler.Share(0, settings.Rungs, settings.Reduction) };
        }
    }
}
