using Cambium.Learn;

namespace Cambium.Cli;

/// <summary>Turns what fits report into one growing share of the whole work, also where several fits make it up.</summary>
/// <param name="parts">The number of fits.</param>
/// <param name="changed">Told the share, from 0 to 1, whenever it grew.</param>
sealed class FitFraction(int parts, Action<double> changed) : IProgress<FitProgress>
{
    readonly Lock _lock = new();
    double _partsDone;
    double _share;

    public void Report(FitProgress value)
    {
        lock (_lock)
        {
            var share = value.Total <= 0 ? 0 : (double)value.Done / value.Total;
            if (parts > 1 && value.Stage == "folds")
            {
                _partsDone = value.Done;
                share = 0;
            }

            share = Math.Min(1, (_partsDone + share) / parts);
            if (share > _share)
            {
                _share = share;
                changed(share);
            }
        }
    }
}
