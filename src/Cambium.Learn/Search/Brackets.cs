namespace Cambium.Learn;

/// <summary>Rungs planned ahead: so many new settings with a part of the resource, then the best of them with more, and so on to all of it.</summary>
sealed class Brackets : ISchedulerRun
{
    readonly List<Rung> _rungs = [];
    int[] _order = [];
    int _ordered = -1; // the rung that the order is for

    /// <summary>Adds a bracket.</summary>
    /// <param name="draws">New settings.</param>
    /// <param name="first">The rung it begins with.</param>
    /// <param name="rungs">The number of rungs.</param>
    /// <param name="reduction">One of so many goes on.</param>
    internal void Add(int draws, int first, int rungs, int reduction)
    {
        for (var (rung, count) = (first, draws); rung < rungs; rung++, count = Math.Max(1, count / reduction))
        {
            var start = _rungs.Count == 0 ? 0 : _rungs[^1].End;
            _rungs.Add(new Rung(start, start + count, rung == first ? -1 : _rungs[^1].Start, Scheduler.Share(rung, rungs, reduction)));
        }
    }

    public int Needs(int trial) => At(trial) is { Before: >= 0 } rung ? rung.Start : 0;

    public TrialPlan? Plan(int trial, IReadOnlyList<Observation> known)
    {
        if (At(trial) is not { } rung)
        {
            return null;
        }

        if (rung.Before < 0)
        {
            return TrialPlan.New with { Resource = rung.Share };
        }

        if (_ordered != rung.Start)
        {
            var before = known.Skip(rung.Before).Take(rung.Start - rung.Before).ToList();
            before.Sort(Observation.BestFirst);
            _order = [.. before.Select(observation => observation.Number)];
            _ordered = rung.Start;
        }

        return new TrialPlan(_order[trial - rung.Start], rung.Share);
    }

    Rung? At(int trial) => _rungs.Find(rung => trial < rung.End);

    /// <summary>Trials with one share.</summary>
    /// <param name="Start">The first of them.</param>
    /// <param name="End">The trial after the last.</param>
    /// <param name="Before">The first trial of the rung whose best go on here; −1: they are new.</param>
    /// <param name="Share">Their share.</param>
    sealed record Rung(int Start, int End, int Before, double Share);
}
