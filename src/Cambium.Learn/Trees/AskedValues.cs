namespace Cambium.Learn;

/// <summary>Brings together the values of a row that trees ask for, where some are places of sparse columns.</summary>
sealed class AskedValues
{
    readonly FeatureMatrix _features;
    readonly int[] _asked;
    readonly List<(int Column, int Start, int First, int End)> _columns = []; // those asked for: their first feature, and their part of the asked ones

    /// <summary>Finds the columns.</summary>
    /// <param name="features">The table.</param>
    /// <param name="asked">The features asked for, rising; each place of a sparse column is one.</param>
    internal AskedValues(FeatureMatrix features, int[] asked)
    {
        _features = features;
        _asked = asked;
        var starts = WideFeatures.Starts(features.Features);
        for (var first = 0; first < asked.Length;)
        {
            var column = WideFeatures.ColumnOf(starts, asked[first]);
            var end = first;
            while (end < asked.Length && asked[end] < starts[column + 1])
            {
                end++;
            }

            _columns.Add((column, starts[column], first, end));
            first = end;
        }
    }

    /// <summary>Reads a row; NaN where a value, or the whole vector, is missing.</summary>
    /// <param name="row">Its place in the table.</param>
    /// <param name="values">One item a feature asked for, overwritten.</param>
    internal void Read(int row, Span<double> values)
    {
        foreach (var (column, start, first, end) in _columns)
        {
            if (_features.Sparse(column) is not { } vectors)
            {
                values[first] = _features.Column(column)[row];
                continue;
            }

            values[first..end].Fill(vectors.MissingCount > 0 && vectors.IsMissing(row) ? double.NaN : 0);
            var asked = _asked.AsSpan(first..end);
            var places = vectors.Matrix.RowIndices(row);
            var numbers = vectors.Matrix.RowValues(row);
            for (var i = 0; i < places.Length; i++)
            {
                var found = asked.BinarySearch(start + places[i]);
                if (found >= 0)
                {
                    values[first + found] = numbers[i];
                }
            }
        }
    }
}
