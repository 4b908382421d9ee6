namespace Cambium.Data;

/// <summary>Which values of a column are there, 64 rows a number, as <see cref="TableFingerprint"/> has them; the rows may come in blocks.</summary>
/// <param name="bytes">Gets the numbers.</param>
sealed class ValidityBytes(ColumnBytes bytes)
{
    long _bits;
    int _count;

    /// <summary>Whether a value is missing.</summary>
    internal bool HasMissing { get; private set; }

    /// <summary>Adds rows.</summary>
    internal void Add(Column column)
    {
        HasMissing |= column.MissingCount > 0;
        for (var row = 0; row < column.Length; row++)
        {
            _bits |= (column.Validity[row] ? 1L : 0L) << _count;
            if (++_count == 64)
            {
                End();
            }
        }
    }

    /// <summary>Hands on the last number.</summary>
    internal void Flush()
    {
        if (_count > 0)
        {
            End();
        }

        bytes.Flush();
    }

    void End()
    {
        bytes.Add(_bits);
        (_bits, _count) = (0, 0);
    }
}
