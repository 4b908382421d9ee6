namespace Cambium.Data;

/// <summary>
/// Named, typed columns of equal length. Immutable and safe to share between threads; choosing columns and slicing rows copy no values.
/// </summary>
public sealed partial class Table
{
    readonly Column[] _columns;
    readonly Dictionary<string, int> _positions;

    Table(Column[] columns, int rowCount)
    {
        _columns = columns;
        RowCount = rowCount;
        _positions = new Dictionary<string, int>(columns.Length);
        for (var i = 0; i < columns.Length; i++)
        {
            if (!_positions.TryAdd(columns[i].Name, i))
            {
                throw new ArgumentException(
                    $"Two columns are named '{columns[i].Name}'; names must be unique within a table.", nameof(columns));
            }

            if (columns[i].Length != rowCount)
            {
                throw new ArgumentException(
                    $"Column '{columns[i].Name}' has {columns[i].Length} rows, but '{columns[0].Name}' has {rowCount}; "
                    + "columns must be equally long.",
                    nameof(columns));
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>The names and types of the columns.</summary>
    public Schema Schema => new(_columns.Select(FieldOf).ToEquatableArray());

    /// <summary>The column of a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message names the nearest spelling and the columns there are.</exception>
    public Column this[string name] => _columns[PositionOf(name)];

    /// <summary>Makes a table of columns.</summary>
    /// <exception cref="ArgumentException">Two columns share a name, or their lengths differ.</exception>
    public static Table Create(params IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new Table([.. columns], columns.Count == 0 ? 0 : columns[0].Length);
    }

    /// <summary>Whether there is a column of a name.</summary>
    public bool Contains(string name) => _positions.ContainsKey(name);

    /// <summary>The column of a name, with typed values.</summary>
    /// <typeparam name="T"><see cref="double"/>, <see cref="long"/>, <see cref="bool"/> or <see cref="DateTime"/>.</typeparam>
    /// <exception cref="ArgumentException">There is no such column, or it holds values of another type.</exception>
    public Column<T> Column<T>(string name)
        where T : unmanaged =>
        this[name] as Column<T>
        ?? throw new ArgumentException($"Column '{name}' is of type {this[name].Type}, not {typeof(T).Name}.", nameof(name));

    /// <summary>The given columns, in the given order.</summary>
    /// <exception cref="ArgumentException">One of them is not there.</exception>
    public Table Select(params IReadOnlyList<string> names) => new([.. names.Select(name => this[name])], RowCount);

    /// <summary>All columns but the given ones.</summary>
    /// <exception cref="ArgumentException">One of them is not there.</exception>
    public Table Drop(params IReadOnlyList<string> names)
    {
        var dropped = names.Select(PositionOf).ToHashSet();
        return new Table([.. _columns.Where((_, position) => !dropped.Contains(position))], RowCount);
    }

    /// <summary>With a column put in the place of the one of its name, or added at the end where there is none.</summary>
    /// <exception cref="ArgumentException">The column is not as long as the table.</exception>
    public Table With(Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (!_positions.TryGetValue(column.Name, out var position))
        {
            return new Table([.. _columns, column], _columns.Length == 0 ? column.Length : RowCount);
        }

        var columns = _columns.ToArray();
        columns[position] = column;
        return new Table(columns, RowCount);
    }

    /// <summary>A run of rows, without copying them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run leaves the table.</exception>
    public Table Slice(int start, int length)
    {
        if (start < 0 || length < 0 || (long)start + length > RowCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), start, $"The table has {RowCount} rows; asked for {length} from row {start}.");
        }

        return new Table([.. _columns.Select(column => column.Slice(start, length))], length);
    }

    /// <summary>The rows at the given positions, copied, in that order; a position may come more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position is outside the table.</exception>
    public Table Take(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            if ((uint)row >= (uint)RowCount)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"The table has rows 0 to {RowCount - 1}.");
            }
        }

        var columns = new Column[_columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = _columns[i].Take(rows);
        }

        return new Table(columns, rows.Length);
    }

    /// <summary>The size, and the first ten rows with names and types, for people to read; a missing value shows as a dash.</summary>
    public override string ToString() => TableText.Of(this);

    static Field FieldOf(Column column) =>
        new(column.Name, column.Type)
        {
            Levels = column is CategoryColumn category ? category.Levels : [],
            Width = column is SparseColumn vectors ? vectors.Width : 0,
            FeatureNames = column is SparseColumn named ? named.FeatureNames : default,
        };

    int PositionOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _positions.TryGetValue(name, out var position)
            ? position
            : throw new ArgumentException(
                $"There is no column '{name}'.{NearestName.Suggestion(name, _positions.Keys)} "
                + $"The columns are: {string.Join(", ", _columns.Select(column => column.Name))}.",
                nameof(name));
    }
}
