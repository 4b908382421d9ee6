using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// The cells that have a threshold each: the groups of rows, times the classes where each class has its own (Mondrian). Behind them, where small groups are pooled, one cell of all rows.
/// </summary>
sealed class CalibrationCells
{
    const int GroupsTold = 5;

    readonly EquatableArray<string> _columns;
    readonly Dictionary<string, int> _places;
    readonly EquatableArray<string> _classes;
    readonly bool[] _isSmall;

    CalibrationCells(EquatableArray<string> columns, EquatableArray<string> groups, EquatableArray<string> classes, bool isPooled, bool[] isSmall)
    {
        _columns = columns;
        Groups = groups;
        _places = groups.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        _classes = classes;
        IsPooled = isPooled;
        _isSmall = isSmall;
    }

    /// <summary>The names of the groups; one without a name where rows are not grouped.</summary>
    internal EquatableArray<string> Groups { get; }

    /// <summary>The number of cells.</summary>
    internal int Count => Own + (IsPooled ? 1 : 0);

    /// <summary>Whether the last cell is that of all rows.</summary>
    internal bool IsPooled { get; }

    /// <summary>The names of the cells that go by all rows.</summary>
    internal EquatableArray<string> Pooled => Enumerable.Range(0, Own).Where(cell => _isSmall[cell]).Select(cell => Name(cell, "")).ToEquatableArray();

    int Own => Groups.Count * Width;

    int Width => Math.Max(1, _classes.Count);

    /// <summary>Learns which groups there are.</summary>
    /// <param name="rows">The features.</param>
    /// <param name="settings">The columns, and whether small groups are pooled.</param>
    /// <param name="classes">The classes that have a cell each; empty: they have none.</param>
    /// <exception cref="ArgumentException">A column is no feature.</exception>
    /// <exception cref="TableException">The values of a column make no groups.</exception>
    internal static CalibrationCells Learn(Table rows, CalibrationSettings settings, EquatableArray<string> classes)
    {
        var names = Names(rows, settings.CoverageBy).Distinct().Order(StringComparer.Ordinal).ToEquatableArray();
        var isPooled = settings.PoolSmallGroups && (settings.CoverageBy.Count > 0 || classes.Count > 0);
        return new CalibrationCells(settings.CoverageBy, names, classes, isPooled, new bool[names.Count * Math.Max(1, classes.Count)]);
    }

    /// <summary>The group of each row; −1 where no training row had it.</summary>
    internal int[] GroupsOf(Table rows) => [.. Names(rows, _columns).Select(name => _places.GetValueOrDefault(name, -1))];

    /// <summary>The cell of a row's group and class; where it goes by all rows, that of all rows.</summary>
    internal int Of(int group, int place = 0)
    {
        var cell = group < 0 ? Own : OwnOf(group, place);
        return cell < Own && _isSmall[cell] ? Own : cell;
    }

    /// <summary>The cell that a row's group and class make, whether or not it goes by all rows.</summary>
    internal int OwnOf(int group, int place = 0) => (group * Width) + (_classes.Count == 0 ? 0 : place);

    /// <summary>Makes sure that every row's group has a threshold.</summary>
    /// <exception cref="TableException">One has none.</exception>
    internal void ThrowIfUnseen(Table rows, int[] groups)
    {
        var unseen = IsPooled ? -1 : Array.IndexOf(groups, -1);
        if (unseen >= 0)
        {
            throw new TableException(
                $"The model cannot tell how sure it is of row {unseen + 1}: it is of the group '{Names(rows.Slice(unseen, 1), _columns).Single()}' of {Quoted(_columns)}, of which no row was there when it was fitted; " +
                $"it knows {Quoted(Groups.Take(GroupsTold))}{(Groups.Count > GroupsTold ? $" and {Groups.Count - GroupsTold} more" : "")}. Leave such rows out, or fit it with PoolSmallGroups.")
            { Column = _columns[0] };
        }
    }

    /// <summary>Marks the cells with too few rows as going by all rows, or refuses them.</summary>
    /// <param name="counts">The rows of each cell, that of all rows last where small groups are pooled.</param>
    /// <param name="settings">The coverage.</param>
    /// <exception cref="TableException">There are too few rows.</exception>
    internal CalibrationCells Checked(int[] counts, CalibrationSettings settings)
    {
        var isSmall = Array.ConvertAll(counts[..Own], count => count < settings.RowsNeeded);
        var mustHold = IsPooled ? counts[Own] >= settings.RowsNeeded : !isSmall.Contains(true);
        return mustHold
            ? new CalibrationCells(_columns, Groups, _classes, IsPooled, isSmall)
            : throw new TableException(
                $"The table cannot be learned from: to cover {settings.Coverage} of new rows takes at least {settings.RowsNeeded} rows to calibrate by, but there are {Found(counts, isSmall)}. " +
                $"Give more rows, lower Coverage{(settings.Share > 0 ? ", raise Share, or leave rows out in turn with Share = 0" : "")}{(IsPooled || Own == 1 ? "" : ", or let small groups go by all rows with PoolSmallGroups")}.");
    }

    internal void Write(ModelWriter writer)
    {
        writer.Value("groups", Groups);
        writer.Array("small", Array.ConvertAll(_isSmall, isSmall => isSmall ? 1 : 0));
    }

    internal static CalibrationCells Read(ModelReader reader, CalibrationSettings settings, EquatableArray<string> classes)
    {
        var groups = reader.Classes("groups");
        var own = (long)groups.Count * Math.Max(1, classes.Count);
        var isSmall = Array.ConvertAll(reader.Array<int>("small", (int)Math.Min(own, int.MaxValue)), value => value != 0);
        var isPooled = settings.PoolSmallGroups && (settings.CoverageBy.Count > 0 || classes.Count > 0);
        return isPooled || !isSmall.Contains(true)
            ? new CalibrationCells(settings.CoverageBy, groups, classes, isPooled, isSmall)
            : throw new ModelFormatException("weights.safetensors: 'small' names groups that go by all rows, but the recipe pools none. The file is damaged or was edited; save the model again.");
    }

    string Found(int[] counts, bool[] isSmall)
    {
        if (IsPooled || Own == 1)
        {
            return $"{counts[^1]}";
        }

        int[] small = [.. Enumerable.Range(0, Own).Where(cell => isSmall[cell])];
        var told = string.Join(", ", small.Take(GroupsTold).Select(cell => $"{counts[cell]} of {Name(cell, "'")}"));
        return $"{told}{(small.Length > GroupsTold ? $" and too few of {small.Length - GroupsTold} more" : "")}";
    }

    string Name(int cell, string quote)
    {
        var (group, place) = (Groups[cell / Width], cell % Width);
        return (_columns.Count, _classes.Count) switch
        {
            (_, 0) => $"{quote}{group}{quote}",
            (0, _) => $"class {quote}{_classes[place]}{quote}",
            _ => $"class {quote}{_classes[place]}{quote} in {quote}{group}{quote}",
        };
    }

    /// <summary>The name of each row's group: the value, or with several columns "column=value, column=value".</summary>
    internal static IEnumerable<string> Names(Table rows, EquatableArray<string> columns)
    {
        Column[] read = [.. columns.Select(name => rows[name])];
        foreach (var column in read)
        {
            if (column is Column<double> or Column<DateTime> or SparseColumn)
            {
                throw new TableException($"Column '{column.Name}' holds {column.Type} values, which make no groups; give a column of categories, texts, truths or whole numbers.") { Column = column.Name };
            }
        }

        return Enumerable.Range(0, rows.RowCount).Select(row => string.Join(", ", read.Select(column => read.Length == 1 ? Value(column, row) : $"{column.Name}={Value(column, row)}")));
    }

    static string Value(Column column, int row) => column.IsMissing(row) ? "(missing)" : column.Format(row);

    static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
