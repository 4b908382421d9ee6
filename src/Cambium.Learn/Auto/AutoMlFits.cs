using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Fits candidates to all rows, each once, and knows from those that it fitted what others will cost.</summary>
sealed class AutoMlFits(AutoMlTrials trials, AutoMlColumns columns, AutoMlOptions options)
{
    readonly Table _rows = columns.Read;
    readonly Dictionary<Recipe, Model> _models = [];
    readonly Dictionary<string, double> _ratios = []; // by family: seconds of a fit to those estimated
    bool? _foldsAreSame;

    /// <summary>The folds' fits of a stack's members are known, so that they need not be made again.</summary>
    internal bool KnowsStackAnswers => _foldsAreSame ??= AutoMlStack.HasSameFolds(trials.Rounds, options);

    /// <summary>The seconds that the fit of a candidate to all rows will take: none where it was fitted.</summary>
    /// <param name="candidate">One that was cross-validated to its end.</param>
    /// <param name="growth">By which power of the rows its time grows, where it was looked at on a part of them.</param>
    internal double Seconds(AutoMlCandidate candidate, double growth = 1.1)
    {
        if (_models.ContainsKey(candidate.Recipe))
        {
            return 0;
        }

        if (MembersOf(candidate.Recipe) is { } members)
        {
            return members.Select(CandidateOf).Sum(member => candidate.Family == AutoMlFamily.Stack ? StackSeconds(member) : Seconds(member));
        }

        // The folds of all rounds, as if each thread had worked on one of them; what a fit of its own gains by threads is learned from the first.
        var isWhole = candidate.Rows == _rows.RowCount;
        var fits = isWhole ? trials.Rounds.Fits : trials.Rounds.Folds - 1;
        var ratio = _ratios.TryGetValue(candidate.Family, out var known) ? known : _ratios.Count == 0 ? 1 : Math.Min(1, _ratios.Values.Max());
        return ratio * Estimate(candidate, fits, growth);
    }

    /// <summary>What a member adds to the fit of a stack: where its answers are not known it is fitted once a fold as well, one after another.</summary>
    internal double StackSeconds(AutoMlCandidate member) => Seconds(member) + (KnowsStackAnswers ? 0 : Threads * member.Seconds);

    /// <summary>Whether a candidate was fitted or can be: of a stack the members' answers must still be there.</summary>
    internal bool CanFit(AutoMlCandidate candidate) => candidate.Family != AutoMlFamily.Stack || _models.ContainsKey(candidate.Recipe) || !KnowsStackAnswers
        || MembersOf(candidate.Recipe)!.All(member => trials.Kept.Any(kept => kept.Candidate.Recipe.Equals(member))); // a stack has members

    /// <summary>Fits a candidate to all rows.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="seconds">The time that it may take.</param>
    /// <returns>The model; null where time was over before.</returns>
    internal Model? Fit(AutoMlCandidate candidate, double seconds)
    {
        if (_models.TryGetValue(candidate.Recipe, out var known))
        {
            return known;
        }

        using var limit = trials.Clock.Within(seconds, out var linked, options.CancellationToken);
        using (linked)
        {
            try
            {
                var model = Fit(candidate, linked.Token);
                return _models[candidate.Recipe] = model;
            }
            catch (OperationCanceledException) when (!options.CancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    int Threads => Math.Min(ParallelBlocks.Threads(options.MaxThreads), trials.Rounds.Folds);

    double Estimate(AutoMlCandidate candidate, double fits, double growth) =>
        candidate.Seconds * Threads / fits * Math.Pow((double)_rows.RowCount / Math.Max(1, candidate.Rows), growth);

    Model Fit(AutoMlCandidate candidate, CancellationToken cancellationToken)
    {
        var fit = new FitOptions { Weight = options.Weight, MaxThreads = options.MaxThreads, CancellationToken = cancellationToken };
        switch (candidate.Recipe)
        {
            case VotingClassifier vote:
                return vote.Join(_rows, trials.Rounds.Target, fit, Members<ClassifierModel>(vote.Members, cancellationToken));
            case VotingRegressor vote:
                return vote.Join(_rows, trials.Rounds.Target, fit, Members<RegressorModel>(vote.Members, cancellationToken));
            case StackingClassifier stack when KnowsStackAnswers:
                return stack.Join(_rows, trials.Rounds.Target, fit, Answers(stack.Members), Members<ClassifierModel>(stack.Members, cancellationToken));
            case StackingRegressor stack when KnowsStackAnswers:
                return stack.Join(_rows, trials.Rounds.Target, fit, Answers(stack.Members), Members<RegressorModel>(stack.Members, cancellationToken));
            default:
                return Measured(candidate, fit);
        }
    }

    Model Measured(AutoMlCandidate candidate, FitOptions fit)
    {
        var started = options.Time.GetTimestamp();
        var model = candidate.Recipe.Fit(_rows, trials.Rounds.Target, fit);
        var estimate = Estimate(candidate, candidate.Rows == _rows.RowCount ? trials.Rounds.Fits : trials.Rounds.Folds - 1, 1);
        if (estimate > 0)
        {
            _ratios[candidate.Family] = options.Time.GetElapsedTime(started).TotalSeconds / estimate;
        }

        return model;
    }

    /// <summary>The fitted members; those that are not yet are fitted now, and kept even where a later one is cut off.</summary>
    TModel[] Members<TModel>(IEnumerable<Recipe> members, CancellationToken cancellationToken)
        where TModel : Model
    {
        var fit = new FitOptions { Weight = options.Weight, MaxThreads = options.MaxThreads, CancellationToken = cancellationToken };
        var models = new List<TModel>();
        foreach (var member in members)
        {
            if (!_models.TryGetValue(member, out var model))
            {
                trials.Tell("final fit");
                cancellationToken.ThrowIfCancellationRequested();
                model = _models[member] = Measured(CandidateOf(member), fit);
            }

            models.Add((TModel)model);
        }

        return [.. models];
    }

    AutoMlCandidate CandidateOf(Recipe recipe) => trials.Tried.First(tried => tried.Rows == _rows.RowCount && tried.Status == TrialStatus.Complete && tried.Recipe.Equals(recipe));

    double[][] Answers(IEnumerable<Recipe> members) => [.. members.Select(member => trials.Kept.First(kept => kept.Candidate.Recipe.Equals(member)).Rounds[0])];

    static IEnumerable<Recipe>? MembersOf(Recipe recipe) => recipe switch
    {
        VotingClassifier vote => vote.Members,
        VotingRegressor vote => vote.Members,
        StackingClassifier stack => stack.Members,
        StackingRegressor stack => stack.Members,
        _ => null,
    };
}
