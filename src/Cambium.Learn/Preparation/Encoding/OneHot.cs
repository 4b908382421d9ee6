using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each category or truth column into one 0/1 number column a level, named "COLUMN=LEVEL", in the column's place.</summary>
/// <remarks>
/// <para>The levels are those that training rows have, in ordinal order (false before true). Levels rarer than the settings ask for
/// share one column, "COLUMN=other", after the others; a level of that name joins them. A missing value gives 0 in all of the column's
/// new columns.</para>
/// <para>Time and memory O(n × levels). Use it before linear models; trees read categories as they are, and faster so.</para>
/// </remarks>
public sealed record OneHot : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories and truths.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Whether to leave out the first level of each column, which a model without a penalty needs. Default false.</summary>
    public bool DropFirst { get; init; }

    /// <summary>
    /// Most levels that a column may have once rare ones are pooled; a column with more is refused, because it would fill the memory.
    /// Default 1,000. Range [2, 100,000].
    /// </summary>
    public int MaxLevels { get; init => field = Check.InRange(value, 2, 100_000); } = 1000;

    /// <summary>A level that fewer training rows have is pooled. Default 1, which pools none. Range [1, ∞).</summary>
    public int MinCount { get; init => field = Check.AtLeast(value, 1); } = 1;

    /// <summary>A level that a smaller share of the training rows with a value has is pooled. Default 0, which pools none. Range [0, 1].</summary>
    public double MinShare { get; init => field = Check.InRange(value, 0.0, 1.0); }

    /// <summary>
    /// So many of the most frequent levels keep a column of their own, the first in ordinal order among equals; the rest are pooled.
    /// Default 0, which keeps all. Range [0, 100,000].
    /// </summary>
    public int KeepLevels { get; init => field = Check.InRange(value, 0, 100_000); }

    /// <summary>The level that pooled levels become. Default other. Not blank.</summary>
    public string Other { get; init => field = Check.NotBlank(value); } = "other";

    /// <summary>What becomes of a level that no training row had. Default zeros in all columns.</summary>
    public UnseenLevels Unseen { get; init => field = Check.Defined(value); } = UnseenLevels.Zeros;

    /// <inheritdoc/>
    public override OneHotModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => column.Type is ColumnType.Category or ColumnType.Boolean, "categories and truths");
        var learned = new OneHotColumn[columns.Length];
        for (var i = 0; i < learned.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            learned[i] = Learn(columns[i]);
            if (learned[i].Field.Levels.Count > MaxLevels)
            {
                throw new TableException(
                    $"Column '{columns[i].Name}' has {learned[i].Field.Levels.Count} levels, but {nameof(OneHot)} takes at most {MaxLevels} " +
                    $"({nameof(MaxLevels)}). " +
                    "Drop the column, join its rare levels, or raise the limit.")
                {
                    Column = columns[i].Name,
                };
            }
        }

        var model = new OneHotModel(this, learned.ToEquatableArray());
        StepColumns.ThrowIfTaken(features, model.Names, columns.Select(column => column.Name).ToHashSet());
        return model;
    }

    OneHotColumn Learn(Column column)
    {
        var levels = ClassLabels.ClassesOf(column);
        var counts = LevelColumns.Counts(ClassLabels.Encode(column, levels), levels.Count);
        var least = Math.Max(MinCount, MinShare * (column.Length - column.MissingCount));
        var frequent = Enumerable.Range(0, levels.Count).Where(level => counts[level] >= least);
        var kept = (KeepLevels == 0 ? frequent : frequent.OrderByDescending(level => counts[level]).Take(KeepLevels).Order())
            .Select(level => levels[level]).ToEquatableArray();
        var hasOther = Unseen == UnseenLevels.Other || kept.Count < levels.Count;
        kept = hasOther ? kept.Where(level => level != Other).ToEquatableArray() : kept;
        return new OneHotColumn(
            new Field(column.Name, column.Type) { Levels = kept }, levels.Where(level => kept.IndexOf(level) < 0).ToEquatableArray(), hasOther);
    }
}
