namespace Cambium.Data;

/// <summary>Sparse vectors: for each place, how many rows have another number than 0 there.</summary>
sealed class SparseAccumulator(string name) : ColumnAccumulator(name, ColumnType.Sparse)
{
    long[] _counts = [];
    Func<int, string> _nameOf = place => place.ToString(System.Globalization.CultureInfo.InvariantCulture);

    protected override void AddValues(Column column)
    {
        var vectors = (SparseColumn)column;
        _counts = _counts.Length == 0 ? new long[vectors.Width] : _counts;
        _nameOf = vectors.NameOf;
        for (var row = 0; row < vectors.Length; row++)
        {
            var indices = vectors.Matrix.RowIndices(row);
            var values = vectors.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                _counts[indices[entry]] += values[entry] == 0 ? 0 : 1;
            }
        }
    }

    protected override void MergeValues(ColumnAccumulator later)
    {
        var other = (SparseAccumulator)later;
        if (_counts.Length == 0)
        {
            (_counts, _nameOf) = ([.. other._counts], other._nameOf);
            return;
        }

        for (var place = 0; place < other._counts.Length; place++)
        {
            _counts[place] += other._counts[place];
        }
    }

    protected override ColumnProfile Describe(ColumnProfile profile)
    {
        var used = Enumerable.Range(0, _counts.Length).Where(place => _counts[place] > 0).ToArray();
        return profile with
        {
            Distinct = used.Length,
            TopValues = Top(used.Select(place => KeyValuePair.Create(_nameOf(place), _counts[place]))),
        };
    }
}
