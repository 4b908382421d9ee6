using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds a model for a table within a time, without being told how.</summary>
/// <remarks>
/// <para>
/// Families are looked at from cheap to dear, on a sample where the table is large; the most promising are cross-validated on all rows, and the settings of the best three are tuned with the TPE sampler. The best of
/// the families are stacked, and the stack is kept only if it does better. The winner is fitted to all rows. Columns that give the answer away are left out.
/// </para>
/// <para>The winner was chosen for its score among many, so that the score flatters it a little: judge it by rows that were kept from the search.</para>
/// <para>Time: the budget; what cannot end within it is not begun, and what overruns is cut off. Memory: a copy of the rows a thread.</para>
/// </remarks>
public static class AutoMl
{
    /// <summary>Tables of more rows are looked at by a sample first.</summary>
    const int WholeRows = 10_000;

    /// <summary>The rows of the sample: enough to tell families apart, few enough for all of them to be looked at in seconds.</summary>
    const int LookRows = 4000;

    /// <summary>The share of the budget that one family's first look may take.</summary>
    const double LookShare = 0.15;

    /// <summary>How many families are looked at on all rows, and fitted early.</summary>
    const int Promising = 3;

    /// <summary>The shares of the budget that the early fit of the best may take, and those of the next.</summary>
    const double EarlyShare = 0.1, NextEarlyShare = 0.04;

    /// <summary>How often, at most, what the fits have left of the time goes to more candidates.</summary>
    const int MostSittings = 4;

    /// <summary>The share of the budget that is worth going on for.</summary>
    const double LeastLeft = 0.03;

    /// <summary>The names of the families, from cheap to dear.</summary>
    public static IReadOnlyList<string> Families { get; } = AutoMlFamilies.Names;

    /// <summary>Finds a model.</summary>
    /// <param name="table">The rows; those without a target are left out.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="options">Budget, seed, metric, families.</param>
    /// <exception cref="ArgumentException">A column, a metric or a family is not there.</exception>
    /// <exception cref="TableException">The rows cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AutoMlResult Run(Table table, string target, AutoMlOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        _ = table[target];
        var clock = new AutoMlClock(options.Time, options.MaxCandidates > 0 ? null : options.Budget);
        var columns = AutoMlColumns.Of(table, target, options);
        var families = AutoMlFamilies.Of(columns, options);
        var trials = new AutoMlTrials(columns, target, options, clock);
        var finish = new AutoMlFinish(trials, families, columns, options);
        Look(trials, families, columns, finish.Fits);
        FitEarly(trials, finish.Fits);
        var tuning = new AutoMlTuning(trials, families, options.Seed);
        for (var sitting = 1; sitting <= MostSittings; sitting++)
        {
            var before = trials.Tried.Count;
            tuning.Run(() => clock.Left - finish.Reserve);
            if (sitting > 1 && trials.Tried.Count == before)
            {
                break;
            }

            finish.Join();
            finish.Fit();
            if (!(clock.Left >= LeastLeft * clock.Budget) || double.IsInfinity(clock.Budget))
            {
                break;
            }
        }

        var (model, winner) = finish.Winner;
        return new AutoMlResult(model, new AutoMlReport
        {
            Target = target,
            Metric = trials.Metric,
            Winner = winner.Number,
            Candidates = trials.Tried.ToEquatableArray(),
            LeftOut = [.. columns.LeftOut, .. columns.Keys],
            WithoutTarget = table.RowCount - columns.Rows.RowCount,
            Warnings = columns.Warnings.ToEquatableArray(),
            Weight = options.Weight,
            Seconds = clock.Elapsed,
        });
    }

    /// <summary>Tries every family with its defaults, on a sample where there are many rows, and then the best on all rows.</summary>
    static void Look(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, AutoMlColumns columns, AutoMlFits fits)
    {
        var share = columns.Rows.RowCount <= WholeRows ? 1 : (double)LookRows / columns.Rows.RowCount;
        foreach (var family in families)
        {
            if (!trials.IsFull && (trials.Tried.Count == 0 || trials.Clock.Left > 0))
            {
                trials.Try(family.Name, family.Recipe, share, LookSeconds(trials, family));
            }
        }

        if (share == 1)
        {
            return;
        }

        foreach (var look in trials.Tried.Where(look => look.Status == TrialStatus.Complete && look.Family != AutoMlFamily.Baseline).OrderBy(trials.Loss).ThenBy(look => look.Number).Take(Promising).ToArray())
        {
            var growth = families.First(family => family.Name == look.Family).Growth;
            var seconds = look.Seconds * Math.Pow(1 / share, growth) * trials.Rounds.Splitters.Count;
            var rest = (trials.Clock.Left / 2) - (fits.Seconds(look, growth) * AutoMlFinish.Caution);
            if (!trials.IsFull && seconds < rest)
            {
                trials.Try(look.Family, look.Recipe, 1, rest);
            }
        }
    }

    /// <summary>How long a family's first look may take.</summary>
    internal static double LookSeconds(AutoMlTrials trials, AutoMlFamily family)
    {
        if (family.Name == AutoMlFamily.Baseline)
        {
            // It takes no time, and something must be there at the end.
            return double.PositiveInfinity;
        }

        // Where the time was too short for all before it, a learner that ends late is better than none.
        var before = trials.Tried.Where(look => look.Family != AutoMlFamily.Baseline).ToArray();
        return before.Length > 0 && Array.TrueForAll(before, look => look.Status != TrialStatus.Complete)
            ? trials.Clock.Left / 2
            : Math.Min(trials.Clock.Left / 3, LookShare * trials.Clock.Budget);
    }

    /// <summary>Fits the best families early, where that is cheap: then there is a model whatever happens, and it is known what fits cost.</summary>
    static void FitEarly(AutoMlTrials trials, AutoMlFits fits)
    {
        if (double.IsInfinity(trials.Clock.Budget))
        {
            return;
        }

        var share = EarlyShare;
        foreach (var best in trials.BestOfFamilies.Take(Promising))
        {
            var most = Math.Min(share * trials.Clock.Budget, trials.Clock.Left / 2);
            if (fits.Seconds(best.Candidate) <= most)
            {
                trials.Tell("early fit");
                _ = fits.Fit(best.Candidate, most);
                share = NextEarlyShare;
            }
        }
    }
}
