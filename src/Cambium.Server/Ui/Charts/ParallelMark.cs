namespace Cambium.Server;

/// <summary>A mark on an axis of parallel coordinates.</summary>
/// <param name="At">Its place, from 0 to 1; below 0 where a value is not set.</param>
/// <param name="Text">What stands there.</param>
public sealed record ParallelMark(double At, string Text);
