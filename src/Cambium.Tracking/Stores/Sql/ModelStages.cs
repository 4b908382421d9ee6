namespace Cambium.Tracking;

/// <summary>The stages of a version.</summary>
static class ModelStages
{
    internal const string None = "None";
    internal const string Archived = "Archived";

    static readonly string[] All = [None, "Staging", "Production", Archived];

    /// <summary>All stages as rows of one column named stage.</summary>
    internal static readonly string Rows = string.Join(" UNION ALL ", All.Select(stage => $"SELECT '{stage}' AS stage"));

    /// <summary>A stage, given in any case, as it is kept.</summary>
    /// <exception cref="TrackingException">There is no such stage.</exception>
    internal static string Canonical(string stage) =>
        Array.Find(All, known => known.Equals(stage, StringComparison.OrdinalIgnoreCase))
        ?? throw new TrackingException($"Invalid Model Version stage: {stage}. Value must be one of {string.Join(", ", All)}.");

    /// <summary>Refuses to archive what is in a stage of versions that are not in use.</summary>
    internal static void CheckHoldsVersionsInUse(string stage)
    {
        if (Canonical(stage) is None or Archived)
        {
            throw new TrackingException(
                $"Model version transition cannot archive existing model versions because '{stage}' is not an Active stage. Valid stages are ['Staging', 'Production']");
        }
    }
}
