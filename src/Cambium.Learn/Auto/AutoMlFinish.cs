using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Joins the best candidates, and fits the winner to all rows.</summary>
sealed class AutoMlFinish(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, AutoMlColumns columns, AutoMlOptions options)
{
    /// <summary>How much longer than estimated a fit may take.</summary>
    internal const double Caution = 1.2;

    /// <summary>The share of the budget by which the final fit may overrun it before it is cut off for a cheaper one.</summary>
    const double Overrun = 0.02;

    /// <summary>How many of the next best are looked at for one that can be fitted if a fit overruns.</summary>
    const int Fallbacks = 10;

    /// <summary>The members of a stack, and the families whose fits the time is kept for.</summary>
    const int StackMembers = 3;

    /// <summary>How many of the best candidates are weighed for a vote, beside the best of each family.</summary>
    const int Weighed = 8;

    /// <summary>The share of the budget that the first join is thought to take.</summary>
    const double JoinShare = 0.04;

    double _joining = double.NaN; // the seconds of the last join
    Model? _model;
    AutoMlCandidate? _winner;

    /// <summary>What was fitted, and what fits cost.</summary>
    internal AutoMlFits Fits { get; } = new(trials, columns, options);

    /// <summary>The best that was fitted.</summary>
    /// <exception cref="TableException">Nothing could be.</exception>
    internal (Model Model, AutoMlCandidate Candidate) Winner => _model is null || _winner is null ? throw Nothing() : (_model, _winner);

    /// <summary>The seconds to keep for the end: to join the best, and the fits of the best of the best families, those that were not made yet.</summary>
    internal double Reserve => double.IsInfinity(trials.Clock.Budget) ? 0
        : Caution * (Joining + trials.BestOfFamilies.Take(StackMembers).Sum(best => Fits.Seconds(best.Candidate)));

    /// <summary>The seconds of a join: those of the last, before it those of a linear model, which a stack ends in.</summary>
    double Joining => double.IsNaN(_joining)
        ? Math.Max(JoinShare * trials.Clock.Budget, trials.Tried.Where(candidate => candidate.Family == AutoMlFamilies.Names[0]).Select(candidate => candidate.Seconds).DefaultIfEmpty(0).Max())
        : _joining;

    double Affordable => trials.Clock.Left / Caution;

    /// <summary>Lets the best vote, and stacks the best of the best families, where what that asks for can be fitted in time.</summary>
    internal void Join()
    {
        if (trials.Kept.Count < 2 || trials.Clock.Left <= (double.IsNaN(_joining) ? 0 : _joining))
        {
            return;
        }

        var started = options.Time.GetTimestamp();
        Vote();
        if (trials.Rounds.IsPlain)
        {
            Stack();
        }

        _joining = options.Time.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Fits the best to all rows unless it was; where that overruns, the next that can be fitted, and at last the baseline.</summary>
    internal void Fit()
    {
        var ranked = Ranked();
        trials.Tell("final fit");
        for (var i = 0; i < ranked.Count && ranked[i] != _winner; i++)
        {
            // What would be left to fit is kept possible: the cheapest of the next best.
            var next = _model is not null ? 0 : ranked.Skip(i + 1).Take(Fallbacks).Select(Seconds).DefaultIfEmpty(0).Min() * Caution;
            var isFree = ranked[i].Family == AutoMlFamily.Baseline || double.IsInfinity(trials.Clock.Budget);
            var left = isFree ? double.PositiveInfinity : trials.Clock.Left + (Overrun * trials.Clock.Budget) - next;
            if (Seconds(ranked[i]) <= left && Fits.Fit(ranked[i], left) is { } model)
            {
                (_model, _winner) = (model, ranked[i]);
                return;
            }
        }
    }

    /// <summary>The candidates in the order in which they are wanted: those on all rows, the best first, but before them what joins candidates unless a single one is clearly better.</summary>
    /// <remarks>
    /// The score of the best of many single candidates is the highest of many draws and flatters it; that of the one vote does not. So the vote or stack goes first while it is not worse by a standard error of the
    /// difference. The rule of one standard error: L. Breiman et al., "Classification and Regression Trees", 1984, ch. 3.
    /// </remarks>
    List<AutoMlCandidate> Ranked()
    {
        var ranked = trials.Tried.Where(candidate => candidate.Status == TrialStatus.Complete && Fits.CanFit(candidate))
            .OrderByDescending(candidate => candidate.Rows).ThenBy(trials.Loss).ThenBy(candidate => candidate.Number).ToList();
        var joined = ranked.Find(IsJoined);
        var single = ranked.Find(candidate => !IsJoined(candidate));
        if (joined is not null && single is not null && single.Rows == joined.Rows)
        {
            var differences = FoldScore.Of(trials.Metric, [.. joined.Folds.Zip(single.Folds, (own, other) => trials.Loss(own) - trials.Loss(other))]);
            if (differences.Mean <= differences.StandardDeviation * trials.Rounds.Correction)
            {
                ranked.Remove(joined);
                ranked.Insert(0, joined);
            }
        }

        return ranked;
    }

    void Vote()
    {
        var members = trials.BestOfFamilies.Union(trials.Kept.Take(Weighed)).Where(kept => Fits.Seconds(kept.Candidate) <= Affordable).ToList();
        while (members.Count > 1)
        {
            var vote = new AutoMlVote(members, trials.Rounds, trials.Metric, options);
            var weighed = vote.Weighed;
            if (weighed.Count < 2)
            {
                return;
            }

            if (weighed.Sum(member => Fits.Seconds(member.Member.Candidate)) <= Affordable)
            {
                var recipe = AutoMlVote.Of(weighed);
                if (!IsTried(recipe))
                {
                    trials.TryVote(recipe, () => vote.Judge(trials.Metric));
                }

                return;
            }

            members.Remove(weighed.MaxBy(member => Fits.Seconds(member.Member.Candidate)).Member);
        }
    }

    void Stack()
    {
        var members = new List<AutoMlAnswers>();
        foreach (var best in trials.BestOfFamilies)
        {
            if (members.Count < StackMembers && members.Append(best).Sum(member => Fits.StackSeconds(member.Candidate)) <= Affordable)
            {
                members.Add(best);
            }
        }

        if (members.Count > 1)
        {
            var (stack, final, answers) = AutoMlStack.Of(members, columns, trials.Rounds, options);
            if (!IsTried(stack))
            {
                trials.TryStack(stack, final, answers, trials.Clock.Left - members.Sum(member => Fits.StackSeconds(member.Candidate)));
            }
        }
    }

    bool IsTried(Recipe recipe) => trials.Tried.Any(tried => tried.Recipe.Equals(recipe));

    double Seconds(AutoMlCandidate candidate) => Fits.Seconds(candidate, families.FirstOrDefault(family => family.Name == candidate.Family)?.Growth ?? 1);

    TableException Nothing()
    {
        var error = trials.Tried.FirstOrDefault(candidate => candidate.Error is not null)?.Error;
        return new TableException($"None of {trials.Tried.Count} candidates could be fitted to {columns.Rows.RowCount} rows.{(error is null ? "" : $" The first said: {error}")}");
    }

    static bool IsJoined(AutoMlCandidate candidate) => candidate.Family is AutoMlFamily.Vote or AutoMlFamily.Stack;
}
