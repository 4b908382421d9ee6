using System.Security.Cryptography;

namespace Cambium.Data;

/// <summary>
/// What <see cref="Table.Fingerprint"/> says of rows that come in blocks. Memory: 32 MiB, 17 KiB a column, and 32 bytes for each 16 KiB of values; disk: about 8 bytes a value, and
/// the texts, in the folder of temporary files, as the columns are hashed one after another.
/// </summary>
/// <remarks>Not safe to change from two threads at once.</remarks>
public sealed class FingerprintBuilder : IDisposable
{
    const int ValuesRoom = 16 * 1024;
    const int ValidityRoom = 1024;

    readonly Schema _schema;
    readonly SpilledBytes _spilled;
    readonly ColumnBytes[] _values;
    readonly ValidityBytes[] _validity;
    long _rows;

    /// <summary>A builder for rows of a schema.</summary>
    /// <param name="schema">The columns of every block; of categories with all levels, in the same order in each.</param>
    public FingerprintBuilder(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        _schema = schema;
        var count = schema.Fields.Count;
        _spilled = new SpilledBytes(2 * count);
        _values = [.. Enumerable.Range(0, count).Select(column => new ColumnBytes(bytes => _spilled.Append(2 * column, bytes), ValuesRoom))];
        _validity = [.. Enumerable.Range(0, count).Select(column => new ValidityBytes(new ColumnBytes(bytes => _spilled.Append((2 * column) + 1, bytes), ValidityRoom)))];
        Add(EmptyBlock.Of(schema)); // so that names and types are there without rows too
    }

    /// <summary>Adds a block of rows.</summary>
    /// <exception cref="ArgumentException">Its columns are not those of the schema, by name and type and in order, or a category has other levels.</exception>
    /// <exception cref="IOException">The folder of temporary files cannot be written, or is full.</exception>
    public void Add(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!rows.Schema.Fields.SequenceEqual(_schema.Fields))
        {
            throw new ArgumentException(
                $"The block has the columns {string.Join(", ", rows.Schema.Fields.Select(field => $"{field.Name} ({field.Type})"))}, expected "
                + $"{string.Join(", ", _schema.Fields.Select(field => $"{field.Name} ({field.Type})"))}, with the same levels. Give blocks of one scan.",
                nameof(rows));
        }

        for (var column = 0; column < _values.Length; column++)
        {
            _values[column].Add(rows.Columns[column]);
            _validity[column].Add(rows.Columns[column]);
        }

        _rows += rows.RowCount;
    }

    /// <summary>The fingerprint of all rows; nothing can be added afterwards.</summary>
    public string Build()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        TableFingerprint.Begin(hash, _rows, _values.Length);
        for (var column = 0; column < _values.Length; column++)
        {
            _values[column].Flush();
            _validity[column].Flush();
            _spilled.AppendTo(hash, 2 * column);
            if (_validity[column].HasMissing)
            {
                _spilled.AppendTo(hash, (2 * column) + 1);
            }
        }

        return TableFingerprint.End(hash);
    }

    /// <summary>Deletes the temporary file.</summary>
    public void Dispose() => _spilled.Dispose();
}
