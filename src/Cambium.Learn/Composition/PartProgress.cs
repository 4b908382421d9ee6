namespace Cambium.Learn;

/// <summary>Passes on the progress of one part's fit under the part's name.</summary>
sealed class PartProgress(IProgress<FitProgress> listener, string part) : IProgress<FitProgress>
{
    public void Report(FitProgress value) => listener.Report(value with { Stage = $"{part}: {value.Stage}" });
}
