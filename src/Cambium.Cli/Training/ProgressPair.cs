using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Tells two listeners of a fit's progress.</summary>
sealed class ProgressPair(IProgress<FitProgress> first, IProgress<FitProgress> second) : IProgress<FitProgress>
{
    public void Report(FitProgress value)
    {
        first.Report(value);
        second.Report(value);
    }
}
