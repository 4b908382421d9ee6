namespace Cambium.Learn;

/// <summary>The values that trees ask for of a run of rows, those of a feature beside each other; what is beyond the last row is missing.</summary>
sealed unsafe class ShapRows : IDisposable
{
    /// <summary>Rows at a time: their values and what is added up for them stay in the second cache, and what is worked out of a tree pays for them.</summary>
    internal const int Most = 256;

    readonly NativeArray<double> _values;
    readonly int[] _asked;

    internal ShapRows(int[] asked)
    {
        _asked = asked;
        _values = new NativeArray<double>((long)Math.Max(asked.Length, 1) * Most);
    }

    /// <summary>Asked × <see cref="Most"/>.</summary>
    internal double* Pointer => _values.Pointer;

    /// <summary>Reads rows.</summary>
    internal void Read(FeatureMatrix features, int start, int end)
    {
        _values.Span.Fill(double.NaN);
        if (!features.HasSparse)
        {
            for (var i = 0; i < _asked.Length; i++)
            {
                features.Column(_asked[i])[start..end].CopyTo(_values.Span.Slice(i * Most, Most));
            }

            return;
        }

        var reader = new AskedValues(features, _asked);
        var values = new double[_asked.Length];
        for (var row = start; row < end; row++)
        {
            reader.Read(row, values);
            for (var i = 0; i < values.Length; i++)
            {
                _values.Pointer[((long)i * Most) + row - start] = values[i];
            }
        }
    }

    public void Dispose() => _values.Dispose();
}
