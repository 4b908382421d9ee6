namespace Cambium.Tracking;

/// <summary>A run, logged model or experiment that can be removed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ExperimentId">Its experiment, or itself.</param>
/// <param name="Since">When it was marked deleted, or for an expired run when it ended; milliseconds since 1970 UTC.</param>
/// <param name="Files">Its files in the store; null where they lie elsewhere.</param>
sealed record GarbageItem(string Id, string Name, long ExperimentId, long Since, GarbageFiles? Files);
