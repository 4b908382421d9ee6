using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>Summarises rows that come in blocks, in one pass and bounded memory: about 200 KiB a column, of texts up to 4 MiB, whatever the number of rows.</summary>
/// <remarks>
/// Blocks are taken in the order in which they come; the same rows in the same blocks give the same profile at any number of threads. Not safe to change
/// from two threads at once.
/// </remarks>
public sealed class ProfileBuilder
{
    readonly ColumnAccumulator[] _columns;
    readonly RelationAccumulator? _relations;
    readonly int _maxThreads;

    /// <summary>A builder for rows of a schema.</summary>
    /// <param name="schema">The columns of every block.</param>
    /// <param name="options">What to look at beyond single columns.</param>
    public ProfileBuilder(Schema schema, ProfileOptions options)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        Schema = schema;
        _columns = [.. schema.Fields.Select(field => ColumnAccumulator.For(field.Name, field.Type))];
        _relations = options.Relations ? new RelationAccumulator(schema) : null;
        _maxThreads = options.MaxThreads;
    }

    /// <summary>The columns of every block.</summary>
    public Schema Schema { get; }

    /// <summary>The number of rows so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Adds a block of rows.</summary>
    /// <exception cref="ArgumentException">Its columns are not those of <see cref="Schema"/>, by name and type and in order.</exception>
    public void Add(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ThrowIfOther(rows.Schema);
        var relations = _relations is null ? 0 : 1;
        ParallelBlocks.For(
            _columns.Length + relations,
            1,
            _maxThreads,
            (_, item, _) =>
            {
                // The relations take longest, so they begin first.
                if (item < relations)
                {
                    _relations!.Add(rows, Rows);
                }
                else
                {
                    _columns[item - relations].Add(rows.Columns[item - relations]);
                }
            });
        Rows += rows.RowCount;
    }

    /// <summary>Adds what another builder saw of rows that come later; the other is left as it is.</summary>
    /// <exception cref="ArgumentException">It is for other columns, or one of the two looks at relations and the other does not.</exception>
    public void Merge(ProfileBuilder later)
    {
        ArgumentNullException.ThrowIfNull(later);
        ThrowIfOther(later.Schema);
        if (_relations is null != later._relations is null)
        {
            throw new ArgumentException("One of the two profiles looks at relations between columns and the other does not; give both the same options.", nameof(later));
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Merge(later._columns[i]);
        }

        _relations?.Merge(later._relations!);
        Rows += later.Rows;
    }

    /// <summary>The profile of the rows so far.</summary>
    public Profile Build()
    {
        var profile = new Profile(Rows, _columns.Select(column => column.Build()).ToEquatableArray());
        return _relations is null ? profile : _relations.Describe(profile);
    }

    void ThrowIfOther(Schema schema)
    {
        var expected = Schema.Fields.Select(field => (field.Name, field.Type));
        var found = schema.Fields.Select(field => (field.Name, field.Type));
        if (!expected.SequenceEqual(found))
        {
            throw new ArgumentException($"The columns are {Text(found)}, but the profile is of {Text(expected)}; name, type and order must be the same.", nameof(schema));
        }
    }

    static string Text(IEnumerable<(string Name, ColumnType Type)> columns) => string.Join(", ", columns.Select(column => $"{column.Name} ({column.Type})"));
}
