namespace Cambium.Learn;

/// <summary>Passes on the progress of one fold's fit under the fold's name.</summary>
sealed class FoldProgress(IProgress<FitProgress> listener, int fold) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => listener.Report(value with { Stage = $"fold {fold}: {value.Stage}" });
}
