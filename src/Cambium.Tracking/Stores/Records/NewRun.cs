namespace Cambium.Tracking;

/// <summary>A run to be added.</summary>
/// <param name="ExperimentId">Its experiment.</param>
/// <param name="Name">A name for people; null or empty: the tag mlflow.runName, else one that the store makes up.</param>
/// <param name="UserId">Who started it; may be empty.</param>
/// <param name="Started">When it started, in milliseconds since 1970 UTC.</param>
/// <param name="Owner">The process that writes it, where the store may watch it.</param>
/// <param name="Tags">What is known of it at the start.</param>
sealed record NewRun(long ExperimentId, string? Name, string UserId, long Started, RunOwner? Owner, IReadOnlyList<KeyValuePair<string, string>> Tags);
