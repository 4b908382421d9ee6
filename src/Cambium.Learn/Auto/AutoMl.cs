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
    const double LookShare = 0.1;

    /// <summary>How many families are tuned.</summary>
    const int Tuned = 3;

    /// <summary>Draws that would take too long, one after another, before tuning ends.</summary>
    const int MostMisses = 12;

    /// <summary>The share of the budget that a stack's fit may take.</summary>
    const double StackShare = 0.35;

    /// <summary>How much longer than estimated a fit may take.</summary>
    const double Caution = 1.3;

    /// <summary>The share of the budget by which the final fit may overrun it before it is cut off for a cheaper one.</summary>
    const double Overrun = 0.03;

    /// <summary>How many of the next best are looked at for one that can be fitted if a fit overruns.</summary>
    const int Fallbacks = 10;

    /// <summary>Which of the tuned families, the best first, each draw belongs to.</summary>
    static readonly int[] Turns = [0, 1, 0, 2, 0, 1];

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
        Look(trials, families, columns);
        Tune(trials, families, options);
        Stack(trials, columns, target, options);
        var (model, winner) = Fit(trials, families, columns, target, options);
        return new AutoMlResult(model, new AutoMlReport
        {
            Target = target,
            Metric = trials.Metric,
            Winner = winner.Number,
            Candidates = trials.Tried.ToEquatableArray(),
            LeftOut = columns.LeftOut.ToEquatableArray(),
            Warnings = columns.Warnings.ToEquatableArray(),
            Weight = options.Weight,
            Seconds = clock.Elapsed,
        });
    }

    /// <summary>Tries every family with its defaults, on a sample where there are many rows, and then the best on all rows.</summary>
    static void Look(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, AutoMlColumns columns)
    {
        var share = columns.Rows.RowCount <= WholeRows ? 1 : (double)LookRows / columns.Rows.RowCount;
        foreach (var family in families)
        {
            if (!trials.IsFull && (trials.Tried.Count == 0 || trials.Clock.Left > 0))
            {
                // The baseline takes no time, and something must be there at the end.
                trials.Try(family.Name, family.Recipe, share, family.Name == AutoMlFamily.Baseline ? double.PositiveInfinity : Math.Min(trials.Clock.Left / 3, LookShare * trials.Clock.Budget));
            }
        }

        if (share == 1)
        {
            return;
        }

        foreach (var look in trials.Tried.Where(look => look.Status == TrialStatus.Complete && look.Family != AutoMlFamily.Baseline).OrderBy(trials.Loss).ThenBy(look => look.Number).Take(Tuned).ToArray())
        {
            var growth = families.First(family => family.Name == look.Family).Growth;
            var seconds = look.Seconds * Math.Pow(1 / share, growth);
            var rest = (trials.Clock.Left / 2) - (trials.FitSeconds(look, growth) * Caution);
            if (!trials.IsFull && seconds < rest)
            {
                trials.Try(look.Family, look.Recipe, 1, rest);
            }
        }
    }

    /// <summary>Tunes the settings of the best families while there is time.</summary>
    static void Tune(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, AutoMlOptions options)
    {
        var tuners = trials.BestOfFamilies.Select(best => families.First(family => family.Name == best.Candidate.Family)).Where(family => family.Ranges.Length > 0).Take(Tuned)
            .Select(family => new AutoMlTuner(family, options.Seed)).ToArray();
        for (var (turn, misses) = (0, 0); tuners.Length > 0 && !trials.IsFull && misses < MostMisses; turn++)
        {
            var place = Turns[turn % Turns.Length];
            var tuner = tuners[Math.Min(place, tuners.Length - 1)];
            var rest = trials.Clock.Left - Reserve(trials, options);
            if (rest <= 0)
            {
                return;
            }

            var recipe = tuner.Draw();
            if (tuner.Seconds(recipe, trials.Tried) > rest)
            {
                tuner.Skip();
                misses++;
                continue;
            }

            misses = 0;
            var candidate = trials.Try(tuner.Family.Name, recipe, 1, rest);
            tuner.Learn(trials.Loss(candidate), candidate.Status == TrialStatus.Complete);
        }
    }

    /// <summary>Stacks the best where there is time for it.</summary>
    static void Stack(AutoMlTrials trials, AutoMlColumns columns, string target, AutoMlOptions options)
    {
        var members = AutoMlStack.Members(trials, options, (trials.Clock.Left / Caution) - Single(trials));
        if (members.Count > 1)
        {
            var (stack, final, answers) = AutoMlStack.Of(members, trials, columns, target, options);
            trials.TryStack(stack, final, answers, trials.Clock.Left - (Single(trials) * Caution));
        }
    }

    /// <summary>Fits the best to all rows; where that overruns, the next that can be fitted, and at last the baseline.</summary>
    static (Model Model, AutoMlCandidate Winner) Fit(AutoMlTrials trials, IReadOnlyList<AutoMlFamily> families, AutoMlColumns columns, string target, AutoMlOptions options)
    {
        var ranked = trials.Tried.Where(candidate => candidate.Status == TrialStatus.Complete)
            .OrderByDescending(candidate => candidate.Rows).ThenBy(trials.Loss).ThenBy(candidate => candidate.Number).ToArray();
        trials.Tell("final fit");
        for (var i = 0; i < ranked.Length; i++)
        {
            var candidate = ranked[i];
            var seconds = Seconds(candidate);

            // What would be left to fit is kept possible: the cheapest of the next best.
            var next = ranked.Skip(i + 1).Take(Fallbacks).Select(Seconds).DefaultIfEmpty(0).Min() * Caution;
            var isBaseline = candidate.Family == AutoMlFamily.Baseline;
            var left = isBaseline || double.IsInfinity(trials.Clock.Budget) ? double.PositiveInfinity : trials.Clock.Left + (Overrun * trials.Clock.Budget) - next;
            if (seconds > left)
            {
                continue;
            }

            using var limit = trials.Clock.Within(left, out var linked, options.CancellationToken);
            using (linked)
            {
                try
                {
                    var fit = new FitOptions { Weight = options.Weight, MaxThreads = options.MaxThreads, CancellationToken = linked.Token };
                    return (candidate.Recipe.Fit(columns.Rows, target, fit), candidate);
                }
                catch (OperationCanceledException) when (!options.CancellationToken.IsCancellationRequested)
                {
                    // Too slow: the next is cheaper or fails as fast, and the baseline takes no time.
                }
            }
        }

        throw Nothing(trials, columns);

        double Seconds(AutoMlCandidate candidate) => candidate.Family == AutoMlFamily.Stack
            ? AutoMlStack.FitSeconds(trials, AutoMlStack.MembersOf(candidate, trials), options.MaxThreads, options.Folds)
            : trials.FitSeconds(candidate, families.First(family => family.Name == candidate.Family).Growth);
    }

    static TableException Nothing(AutoMlTrials trials, AutoMlColumns columns)
    {
        var error = trials.Tried.FirstOrDefault(candidate => candidate.Error is not null)?.Error;
        return new TableException($"None of {trials.Tried.Count} candidates could be fitted to {columns.Rows.RowCount} rows.{(error is null ? "" : $" The first said: {error}")}");
    }

    /// <summary>The seconds to keep for the end: the fit of the best, or of a stack where that takes no more than its share.</summary>
    static double Reserve(AutoMlTrials trials, AutoMlOptions options)
    {
        if (double.IsInfinity(trials.Clock.Budget))
        {
            return 0;
        }

        var members = AutoMlStack.Members(trials, options, StackShare * trials.Clock.Budget);
        var stack = members.Count > 1 ? AutoMlStack.FitSeconds(trials, members, options.MaxThreads, options.Folds) : 0;
        return (stack + Single(trials)) * Caution;
    }

    /// <summary>The seconds that the fit of the best alone takes.</summary>
    static double Single(AutoMlTrials trials) => trials.BestOfFamilies is [var best, ..] ? trials.FitSeconds(best.Candidate) : 0;
}
