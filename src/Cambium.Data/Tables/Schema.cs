namespace Cambium.Data;

/// <summary>The names and types of a table's columns, in order.</summary>
/// <param name="Fields">One field a column.</param>
public sealed record Schema(EquatableArray<Field> Fields)
{
    /// <summary>The field of a name, or null where there is none.</summary>
    public Field? Find(string name) => Fields.FirstOrDefault(field => field.Name == name);
}
