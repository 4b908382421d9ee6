using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How to draw a learning curve.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>
    /// How many of a fold's training rows to learn from, each a share in (0, 1] or, above 1, a number of rows; 1 is all. Five from 0.1 to 1 unless given.
    /// </summary>
    public EquatableArray<double> Sizes
    {
        get;
        init => field = value.Count > 0 && value.All(size => size > 0 && (size <= 1 || size == Math.Floor(size)) && size <= int.MaxValue)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Sizes), value, "Sizes must be shares in (0, 1] or whole numbers of rows, at least one.");
    }
        = [0.1, 0.325, 0.55, 0.775, 1];

    /// <summary>How rows are split and fits are run.</summary>
    public CrossValidationOptions Validation { get; init; } = new();
}
