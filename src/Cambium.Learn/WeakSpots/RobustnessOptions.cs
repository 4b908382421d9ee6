using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How a model's rows are damaged.</summary>
public sealed record RobustnessOptions
{
    /// <summary>The levels of noise, in standard deviations of each column; none: no noise. 0.1, 0.25, 0.5 and 1 unless given. Each in (0, 100].</summary>
    public EquatableArray<double> Noise { get; init => field = Levels(value, 100, nameof(Noise)); } = [0.1, 0.25, 0.5, 1];

    /// <summary>The shares of values that are taken away or swapped; none: neither. 0.05, 0.1, 0.25 and 0.5 unless given. Each in (0, 1].</summary>
    public EquatableArray<double> Shares { get; init => field = Levels(value, 1, nameof(Shares)); } = [0.05, 0.1, 0.25, 0.5];

    /// <summary>The noise that each column is given by itself. Default 0.5. Range (0, 100]. Ignored where there are no levels of <see cref="Noise"/>.</summary>
    public double ColumnNoise { get; init => field = Levels([value], 100, nameof(ColumnNoise))[0]; } = 0.5;

    /// <summary>The share of its values that each column loses or swaps by itself. Default 0.25. Range (0, 1]. Ignored where there are no <see cref="Shares"/>.</summary>
    public double ColumnShare { get; init => field = Levels([value], 1, nameof(ColumnShare))[0]; } = 0.25;

    /// <summary>The most columns that are damaged one by one, those that the model reads first; 0: none. Default 100. Range [0, 1000].</summary>
    public int MaxColumns { get; init => field = Check.InRange(value, 0, 1000); } = 100;

    /// <summary>How often each damage is done, with other random numbers. Default 5. Range [2, 1000].</summary>
    public int Repeats { get; init => field = Check.InRange(value, 2, 1000); } = 5;

    /// <summary>The most rows that are asked about; of longer tables so many at random. Default 5000. Range [2, ∞).</summary>
    public int MaxRows { get; init => field = Check.InRange(value, 2, int.MaxValue); } = 5000;

    /// <summary>The score that is watched. Null, the default: roc_auc for two classes, accuracy for more, r2 for numbers.</summary>
    public Metric? Metric { get; init; }

    /// <summary>The seed of the damages and of the choice of rows. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Most threads to use; 0, the default, means one per processor.</summary>
    public int MaxThreads { get; init => field = Check.InRange(value, 0, int.MaxValue); }

    /// <summary>Told after each damage. Null: nobody.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the work early with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    static EquatableArray<double> Levels(EquatableArray<double> value, double most, string setting) => value.All(level => level > 0 && level <= most)
        ? value.Distinct().Order().ToEquatableArray()
        : throw new ArgumentOutOfRangeException(setting, value, $"{setting} must lie in (0, {most}].");
}
