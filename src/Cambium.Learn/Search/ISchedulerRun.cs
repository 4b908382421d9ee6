namespace Cambium.Learn;

/// <summary>A scheduler at work in one search. Called under the search's lock, for trials in their order, except <see cref="Stops"/>.</summary>
interface ISchedulerRun
{
    /// <summary>How many of the first trials must have ended before a trial can be planned.</summary>
    int Needs(int trial);

    /// <summary>Plans a trial; null where nothing is to be tried unless trials under way change that.</summary>
    /// <param name="trial">Its number, from 0.</param>
    /// <param name="known">The trials that have ended.</param>
    TrialPlan? Plan(int trial, IReadOnlyList<Observation> known);

    /// <summary>Whether a trial should be stopped, by its mean loss after each fold so far and the trials that were known when it began. Called from any thread.</summary>
    bool Stops(IReadOnlyList<Observation> known, IReadOnlyList<double> foldLosses) => false;
}
