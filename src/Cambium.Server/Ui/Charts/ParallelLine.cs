namespace Cambium.Server;

/// <summary>A line of parallel coordinates.</summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Places">Where it crosses each axis, from 0 to 1; below 0 where it has no value.</param>
/// <param name="Texts">The values there.</param>
public sealed record ParallelLine(string Name, IReadOnlyList<double> Places, IReadOnlyList<string> Texts);
