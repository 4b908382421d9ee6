using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Adds categories that are two or more categories at once: of colour and size, the category "colour x size" with levels such as "red &amp; large".</summary>
/// <remarks>
/// <para>Where one is missing, the new one is missing. The levels that training rows have come first, in ordinal order; a learner takes others as it takes new levels of any category. An ampersand in a level is
/// doubled in the new one.</para>
/// <para>Time and memory O(n) a new column. Use it before linear models, with <see cref="OneHot"/> behind it; trees find such things by themselves. Products of numbers are made by
/// <see cref="Polynomial"/>.</para>
/// <para>Source: R. A. Fisher, "Statistical Methods for Research Workers", 1925, chapter 7, for interactions.</para>
/// </remarks>
public sealed record Interact : Transform
{
    /// <summary>The columns to cross. Default none, which means all categories and truths.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Most columns that are crossed into one. Default 2. Range [2, 5].</summary>
    public int Degree { get; init => field = Check.InRange(value, 2, 5); } = 2;

    /// <summary>Most columns that may be made; more are refused. Default 10,000. Range [1, 1,000,000].</summary>
    public int MaxColumns { get; init => field = Check.InRange(value, 1, 1_000_000); } = MadeColumns.UsualLimit;

    /// <inheritdoc/>
    public override InteractModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => InteractModel.Fits(column.Type), "categories and truths");
        MadeColumns.ThrowIfMore(Crossings.Count(columns.Length), MaxColumns, nameof(Interact));
        var model = InteractModel.Of(this, features, columns.Select(StepColumns.FieldOf).ToEquatableArray());
        StepColumns.ThrowIfTaken(features, model.Names, new HashSet<string>());
        return model;
    }

    /// <summary>The columns to cross, as products of different factors.</summary>
    internal Polynomial Crossings => new() { Degree = Degree, InteractionsOnly = true };
}
