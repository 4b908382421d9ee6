using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Gives columns other names.</summary>
public sealed class RenameColumnsModel : TransformModel
{
    internal RenameColumnsModel(RenameColumns recipe) => Recipe = recipe;

    /// <inheritdoc/>
    public override RenameColumns Recipe { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var newNames = Recipe.Names.ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var name in newNames.Keys)
        {
            _ = rows[name];
        }

        return newNames.Count == 0 ? rows : Table.Create([.. rows.Columns.Select(column => newNames.TryGetValue(column.Name, out var name) ? column.Rename(name) : column)]);
    }

    internal override IEnumerable<MadeColumn> Made => Recipe.Names.Select(pair => new MadeColumn(pair[1], [pair[0]]));

    internal override void Write(ModelWriter writer)
    {
        // The recipe says it all.
    }

    internal static RenameColumnsModel Read(RenameColumns recipe, ModelReader reader) => new(recipe);
}
