using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column that becomes 0/1 columns.</summary>
/// <param name="Field">The column, with the levels that have a column of their own.</param>
/// <param name="Pooled">The rare levels that share one.</param>
/// <param name="HasOther">Whether there is a column for rare levels, or for levels not seen.</param>
sealed record OneHotColumn(Field Field, EquatableArray<string> Pooled, bool HasOther);
