using Cambium.Data;

namespace Cambium.Monitor;

public sealed partial class TableChecks
{
    /// <summary>
    /// The columns that must hold texts or categories, for <see cref="CsvOptions.TextColumns"/>: read so, a column of codes that all look like numbers is one of texts.
    /// </summary>
    public EquatableArray<string> TextColumns =>
        [.. Items.OfType<ColumnCheck>().Where(check => check.Type is ColumnType.String or ColumnType.Category).Select(check => check.Of).Distinct(StringComparer.Ordinal)];

    /// <summary>The columns of a reference that are compared with <see cref="TextColumns"/>, and must be read as they are.</summary>
    /// <param name="reference">The reference's name; null for the one without.</param>
    public EquatableArray<string> TextColumnsOf(string? reference)
    {
        var texts = TextColumns;
        var keys = Items.OfType<KeyCheck>().Where(check => check.Reference == reference).SelectMany(check => check.Matching.Where((_, at) => texts.Contains(check.Columns[at])));
        return [.. (reference is null ? texts : []).Concat(keys).Distinct(StringComparer.Ordinal)];
    }
}
