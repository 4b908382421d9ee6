namespace Cambium.Learn.Tests;

/// <summary>Keeps what a fit tells, in order and at once.</summary>
sealed class Told : IProgress<FitProgress>
{
    internal List<FitProgress> All { get; } = [];

    public void Report(FitProgress value) => All.Add(value);
}
