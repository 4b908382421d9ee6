using Cambium.Data;

namespace Cambium.Learn;

/// <summary>SHAP values of parts that are added up: a column's value in the whole is the weighted sum of its values in the parts.</summary>
sealed class ShapTally
{
    readonly int _rows;
    readonly EquatableArray<string> _columns;
    readonly List<ModelFeature> _features = [];
    readonly double[] _values;
    readonly double[] _bases;
    readonly double[] _answers;
    readonly SortedSet<string> _methods = new(StringComparer.Ordinal);
    double[] _ofFeatures = [];

    internal ShapTally(int rows, EquatableArray<string> columns, double[] constants)
    {
        (_rows, _columns) = (rows, columns);
        _values = new double[checked(rows * constants.Length * columns.Count)];
        _bases = [.. constants];
        _answers = [.. Enumerable.Range(0, rows).SelectMany(_ => constants)];
    }

    int Outputs => _bases.Length;

    /// <summary>Adds a part's values.</summary>
    internal void Add(ShapValues part, ShapShare share)
    {
        AddValues(part, share.Weights);
        AddAnswers(part.Method, part.BaseValues, part.Answers, share);
    }

    /// <summary>Adds a part's values, not what they add up to.</summary>
    /// <param name="weights">Outputs × the part's outputs, row-major.</param>
    internal void AddValues(ShapValues part, double[] weights)
    {
        Add(part.Values.Span, Places(part.Columns, _columns), weights, Outputs, _values, _columns.Count);
        var places = Places(part.Features);
        Add(part.FeatureValues.Span, places, weights, Outputs, _ofFeatures, _features.Count);
    }

    /// <summary>Adds what a part's values add up to.</summary>
    internal void AddAnswers(string method, EquatableArray<double> bases, EquatableArray<double> answers, ShapShare share)
    {
        _methods.Add(method);
        Add(bases.Span, [0], share.Weights, Outputs, _bases, 1);
        Add(answers.Span, [0], share.Weights, Outputs, _answers, 1);
        for (var i = 0; i < Outputs; i++)
        {
            _bases[i] += share.Constants[i];
            for (var row = 0; row < _rows; row++)
            {
                _answers[(row * Outputs) + i] += share.Constants[i];
            }
        }
    }

    /// <summary>What the values add up to.</summary>
    /// <param name="how">What was done with the parts' values: "averaged".</param>
    internal ShapValues Result(ShapScale scale, EquatableArray<string> outputs, string how) => new()
    {
        Method = $"{string.Join(" and ", _methods)}, {how}",
        Scale = scale,
        Outputs = outputs,
        Columns = _columns,
        RowCount = _rows,
        BaseValues = EquatableArray.Own(_bases),
        Values = EquatableArray.Own(_values),
        Answers = EquatableArray.Own(_answers),
        Features = _features.ToEquatableArray(),
        FeatureValues = EquatableArray.Own(_ofFeatures),
    };

    /// <summary>Adds numbers of a part to those of the whole.</summary>
    /// <param name="own">n × the part's outputs × places.</param>
    /// <param name="places">Where each number stands in the whole.</param>
    /// <param name="weights">Outputs × the part's outputs.</param>
    /// <param name="sums">n × outputs × width.</param>
    internal static void Add(ReadOnlySpan<double> own, int[] places, double[] weights, int outputs, Span<double> sums, int width)
    {
        var told = weights.Length / outputs;
        for (var at = 0; at < own.Length; at += places.Length)
        {
            var (row, from) = (at / places.Length / told, at / places.Length % told);
            for (var to = 0; to < outputs; to++)
            {
                var weight = weights[(to * told) + from];
                var ofRow = sums.Slice(((row * outputs) + to) * width, width);
                for (var i = 0; i < places.Length && weight != 0; i++)
                {
                    ofRow[places[i]] += weight * own[at + i];
                }
            }
        }
    }

    /// <summary>Where columns stand among others.</summary>
    internal static int[] Places(EquatableArray<string> columns, EquatableArray<string> among) => [.. columns.Select(column => among.IndexOf(column))];

    /// <summary>Where a part's features stand, for which room is made.</summary>
    int[] Places(EquatableArray<ModelFeature> features)
    {
        var known = _features.Select((feature, place) => (feature, place)).ToDictionary(pair => pair.feature, pair => pair.place);
        foreach (var feature in features)
        {
            if (known.TryAdd(feature, _features.Count))
            {
                _features.Add(feature);
            }
        }

        var before = _ofFeatures.Length == 0 ? 0 : _ofFeatures.Length / (_rows * Outputs);
        if (before < _features.Count)
        {
            var wider = new double[checked(_rows * Outputs * _features.Count)];
            for (var i = 0; i < _rows * Outputs && before > 0; i++)
            {
                _ofFeatures.AsSpan(i * before, before).CopyTo(wider.AsSpan(i * _features.Count));
            }

            _ofFeatures = wider;
        }

        return [.. features.Select(feature => known[feature])];
    }
}
