namespace Cambium.Cli;

/// <summary>Hands on which share of some work is done, at once and in order.</summary>
/// <param name="report">Gets the share, from 0 to 1.</param>
sealed class ShareReport(Action<double> report) : IProgress<double>
{
    public void Report(double value) => report(value);
}
