using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A trial as it is handed to a worker.</summary>
/// <param name="Trial">Its number, settings, share and status: running.</param>
/// <param name="Stops">Whether to stop after a fold, by the trial's scores so far.</param>
/// <param name="Told">Told of the trial as it is after a fold.</param>
/// <param name="CancellationToken">Drops the trial.</param>
sealed record TrialTask(Trial Trial, Func<EquatableArray<TrialScore>, bool> Stops, Action<Trial> Told, CancellationToken CancellationToken);
