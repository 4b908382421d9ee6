using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Which columns a step works on: named ones, all of some kinds, or, where nothing is said, all that the step can work on; less those
/// excepted. <c>Columns = ["age", "fare"]</c>, <c>Columns = ColumnSelection.Of(ColumnKind.Numbers).Except("id")</c>.
/// </summary>
/// <remarks>
/// The table's order is kept. As text, and in saved recipes, a selection is a list of names, <c>kind:numbers</c> for all of a kind and
/// <c>not:id</c> for an exception; a name that begins so is written after <c>name:</c>.
/// </remarks>
[CollectionBuilder(typeof(ColumnSelection), nameof(Create))]
[JsonConverter(typeof(ColumnSelectionConverter))]
public readonly record struct ColumnSelection : IEnumerable<string>
{
    const string KindMark = "kind:";
    const string NotMark = "not:";
    const string NameMark = "name:";

    /// <summary>Columns by name. Default none.</summary>
    public EquatableArray<string> Names { get; init; }

    /// <summary>All columns of these kinds. Default none.</summary>
    public EquatableArray<ColumnKind> Kinds { get; init; }

    /// <summary>Columns to leave out. Default none.</summary>
    public EquatableArray<string> Excepted { get; init; }

    /// <summary>Columns by name.</summary>
    public static ColumnSelection Create(ReadOnlySpan<string> names) => new() { Names = [.. names] };

    /// <summary>All columns of some kinds.</summary>
    public static ColumnSelection Of(params ReadOnlySpan<ColumnKind> kinds) => new() { Kinds = [.. kinds] };

    /// <summary>All columns that the step can work on, less some.</summary>
    public static ColumnSelection AllBut(params ReadOnlySpan<string> names) => default(ColumnSelection).Except(names);

    /// <summary>The same selection less some columns.</summary>
    public ColumnSelection Except(params ReadOnlySpan<string> names) => this with { Excepted = [.. Excepted, .. names] };

    /// <summary>Columns by name.</summary>
    public static implicit operator ColumnSelection(EquatableArray<string> names) => new() { Names = names };

    /// <summary>The selection as its items' texts.</summary>
    public IEnumerator<string> GetEnumerator() => Items().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The items, parted by commas: "age,kind:categories,not:id".</summary>
    public override string ToString() => string.Join(',', Items());

    /// <summary>Whether neither names nor kinds are said, so that all columns that fit are meant.</summary>
    internal bool IsOpen => Names.Count == 0 && Kinds.Count == 0;

    /// <summary>Whether the selection names the column, or its kind.</summary>
    internal bool Takes(Column column) => Names.IndexOf(column.Name) >= 0 || (Kinds.Count > 0 && Kinds.IndexOf(KindOf(column.Type)) >= 0);

    /// <summary>Whether the selection, open or not, takes a column that fits.</summary>
    internal bool IsOpenFor(Column column) => (IsOpen || Takes(column)) && Excepted.IndexOf(column.Name) < 0;

    /// <summary>Reads the items of a selection.</summary>
    /// <returns>The selection, or null where an item names no kind.</returns>
    internal static ColumnSelection? Parse(IEnumerable<string> items)
    {
        var names = new List<string>();
        var kinds = new List<ColumnKind>();
        var excepted = new List<string>();
        foreach (var item in items)
        {
            if (item.StartsWith(KindMark, StringComparison.Ordinal))
            {
                if (!Enum.TryParse<ColumnKind>(item.AsSpan(KindMark.Length), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
                {
                    return null;
                }

                kinds.Add(kind);
            }
            else if (item.StartsWith(NotMark, StringComparison.Ordinal))
            {
                excepted.Add(item[NotMark.Length..]);
            }
            else
            {
                names.Add(item.StartsWith(NameMark, StringComparison.Ordinal) ? item[NameMark.Length..] : item);
            }
        }

        return new ColumnSelection { Names = names.ToEquatableArray(), Kinds = kinds.ToEquatableArray(), Excepted = excepted.ToEquatableArray() };
    }

    IEnumerable<string> Items()
    {
        foreach (var name in Names)
        {
            var marked = name.StartsWith(KindMark, StringComparison.Ordinal) || name.StartsWith(NotMark, StringComparison.Ordinal) || name.StartsWith(NameMark, StringComparison.Ordinal);
            yield return marked ? NameMark + name : name;
        }

        foreach (var kind in Kinds)
        {
            yield return KindMark + kind.ToString().ToLowerInvariant();
        }

        foreach (var name in Excepted)
        {
            yield return NotMark + name;
        }
    }

    static ColumnKind KindOf(ColumnType type) => type switch
    {
        ColumnType.Float64 or ColumnType.Int64 => ColumnKind.Numbers,
        ColumnType.Boolean => ColumnKind.Truths,
        ColumnType.Category => ColumnKind.Categories,
        ColumnType.DateTime => ColumnKind.Moments,
        ColumnType.Sparse => ColumnKind.Vectors,
        _ => ColumnKind.Texts,
    };
}
