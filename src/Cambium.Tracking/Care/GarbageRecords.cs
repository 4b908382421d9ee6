namespace Cambium.Tracking;

/// <summary>How many records runs and models have. A metric counts once, however many points it has.</summary>
readonly record struct GarbageRecords(long Metrics, long Parameters, long Tags, long Inputs)
{
    internal GarbageRecords Plus(GarbageRecords other) =>
        new(Metrics + other.Metrics, Parameters + other.Parameters, Tags + other.Tags, Inputs + other.Inputs);
}
