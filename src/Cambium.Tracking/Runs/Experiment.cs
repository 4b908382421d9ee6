namespace Cambium.Tracking;

/// <summary>A named set of runs.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Name">Its name, unique.</param>
/// <param name="Created">When it was made (UTC).</param>
/// <param name="RunCount">The number of runs in it.</param>
public sealed record Experiment(long Id, string Name, DateTimeOffset Created, int RunCount);
