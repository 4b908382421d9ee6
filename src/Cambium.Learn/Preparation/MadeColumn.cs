using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column that a step makes, and the columns that it is made of.</summary>
readonly record struct MadeColumn(string Name, EquatableArray<string> Sources)
{
    /// <summary>Columns "PREFIX1", "PREFIX2", … that are made of all of the given.</summary>
    internal static IEnumerable<MadeColumn> OfAll(string prefix, int count, EquatableArray<Field> fields)
    {
        var sources = fields.Select(field => field.Name).ToEquatableArray();
        return Projection.Names(prefix, count).Select(name => new MadeColumn(name, sources));
    }
}
