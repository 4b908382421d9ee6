using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Turns each category or truth column into one 0/1 number column a level, named "COLUMN=LEVEL", in the column's place.</summary>
/// <remarks>
/// <para>The levels are those that training rows have, in ordinal order (false before true). A level that no training row had, and a
/// missing value, give 0 in all of the column's new columns.</para>
/// <para>Time and memory O(n × levels). Use it before linear models; trees read categories as they are, and faster so.</para>
/// </remarks>
public sealed record OneHot : Transform
{
    /// <summary>The columns to turn. Default none, which means all categories and truths.</summary>
    public ColumnSelection Columns { get; init; }

    /// <summary>Whether to leave out the first level of each column, which a model without a penalty needs. Default false.</summary>
    public bool DropFirst { get; init; }

    /// <summary>
    /// Most levels that a column may have; a column with more is refused, because it would fill the memory. Default 1,000. Range [2,
    /// 100,000].
    /// </summary>
    public int MaxLevels { get; init => field = Check.InRange(value, 2, 100_000); } = 1000;

    /// <inheritdoc/>
    public override OneHotModel Fit(Table features, FitOptions options = default)
    {
        var columns = StepColumns.Of(features, Columns, column => column.Type is ColumnType.Category or ColumnType.Boolean, "categories and truths");
        var fields = new Field[columns.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            fields[i] = new Field(columns[i].Name, columns[i].Type) { Levels = ClassLabels.ClassesOf(columns[i]) };
            if (fields[i].Levels.Count > MaxLevels)
            {
                throw new TableException(
                    $"Column '{columns[i].Name}' has {fields[i].Levels.Count} levels, but {nameof(OneHot)} takes at most {MaxLevels} " +
                    $"({nameof(MaxLevels)}). " +
                    "Drop the column, join its rare levels, or raise the limit.")
                {
                    Column = columns[i].Name,
                };
            }
        }

        var model = new OneHotModel(this, fields.ToEquatableArray());
        StepColumns.ThrowIfTaken(features, model.Names, fields.Select(field => field.Name).ToHashSet());
        return model;
    }
}
