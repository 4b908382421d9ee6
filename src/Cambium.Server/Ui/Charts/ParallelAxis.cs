namespace Cambium.Server;

/// <summary>An axis of parallel coordinates.</summary>
/// <param name="Name">What it measures.</param>
/// <param name="Marks">Its marks.</param>
public sealed record ParallelAxis(string Name, IReadOnlyList<ParallelMark> Marks)
{
    /// <summary>Whether some lines have no value here; they pass below the axis.</summary>
    public bool HasMissing { get; init; }
}
