namespace Cambium.Learn;

/// <summary>Plans so many trials of new settings, each with all of the resource.</summary>
sealed class EachOnce(int draws) : ISchedulerRun
{
    public int Needs(int trial) => 0;

    public TrialPlan? Plan(int trial, IReadOnlyList<Observation> known) => trial < draws ? TrialPlan.New : null;
}
