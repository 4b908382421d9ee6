using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What a look for leaks should know.</summary>
public sealed record LeakageOptions
{
    /// <summary>Columns that are known to be there before the answer is; nothing is said of them. Default: none.</summary>
    public EquatableArray<string> Allowed { get; init; } = [];

    /// <summary>The date-time column that says when the answer of a row is asked for; later moments in other columns were not known then. Default: null, none.</summary>
    public string? EventTime { get; init; }

    /// <summary>Columns that name what rows belong to, such as a customer or a patient; no entity should be on both sides of a split. Default: none.</summary>
    public EquatableArray<string> Entities { get; init; } = [];

    /// <summary>
    /// From which area under the ROC curve on a single column is a severe finding where the target is a class, less two standard errors; an area half as far from 1 again is a
    /// warning. Default 0.97: the closest single column of well-known clean tables reaches 0.96. Range (0.5, 1].
    /// </summary>
    public double SevereAuc
    {
        get;
        init => field = value is > 0.5 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(SevereAuc), value, "SevereAuc lies above 0.5 and up to 1.");
    } = 0.97;

    /// <summary>The same for R² where the target is a number. Default 0.97: the closest single column of well-known clean tables reaches 0.88. Range (0, 1].</summary>
    public double SevereR2
    {
        get;
        init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(SevereR2), value, "SevereR2 lies above 0 and up to 1.");
    } = 0.97;
}
