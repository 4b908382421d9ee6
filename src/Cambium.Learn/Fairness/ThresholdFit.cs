using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds the thresholds at which groups have the same rates.</summary>
sealed class ThresholdFit
{
    /// <summary>Rates that are tried besides the corners of the curves, where several curves may cross between corners.</summary>
    const int Grid = 1000;

    readonly GroupThresholdClassifier _recipe;
    readonly double[] _scores;
    readonly int[] _codes;
    readonly bool[] _positive;
    readonly double[] _weights;
    readonly double[] _values;

    internal ThresholdFit(GroupThresholdClassifier recipe, ComposedRows rows, double[] scores, int[] codes)
    {
        (_recipe, _scores, _codes) = (recipe, scores, codes);
        _positive = Array.ConvertAll(rows.Codes, code => code == 1);
        _weights = rows.Weights.Length == 0 ? Enumerable.Repeat(1.0, rows.Count).ToArray() : rows.Weights;
        var positives = _weights.Where((_, row) => _positive[row]).Sum();
        var whole = _weights.Sum();
        _values = recipe.Balanced && positives > 0 && positives < whole
            ? [.. _weights.Select((weight, row) => weight * whole / (2 * (_positive[row] ? positives : whole - positives)))]
            : _weights;
    }

    /// <summary>The thresholds of each group, then those of all rows as one.</summary>
    internal EquatableArray<GroupThreshold> Of(EquatableArray<string> names)
    {
        var members = Enumerable.Range(0, _codes.Length).Where(row => _weights[row] > 0).ToLookup(row => _codes[row]);
        var all = members.SelectMany(group => group).Order().ToArray();
        var own = Enumerable.Range(0, names.Count).Where(group => members[group].Count() >= _recipe.SmallGroup && members[group].Select(row => _positive[row]).Distinct().Count() == 2).ToArray();
        var pooled = Curve(all);
        var curves = own.ToDictionary(group => group, group => Curve([.. members[group]]));
        var x = Best(curves.Count == 0 ? [pooled] : [.. curves.Values]);
        var y = curves.Values.Append(pooled).Min(curve => curve.At(x));
        return Enumerable.Range(0, names.Count).Select(group => At(names[group], curves.GetValueOrDefault(group, pooled), x, y)).Append(At("", pooled, x, y)).ToEquatableArray();
    }

    double Best(ScoreCurve[] curves)
    {
        var tried = curves.SelectMany(curve => curve.Corners).Concat(IsOdds ? Enumerable.Range(0, Grid + 1).Select(step => (double)step / Grid) : []).Distinct().Order();
        var (positives, negatives) = (_values.Where((_, row) => _positive[row]).Sum(), _values.Where((_, row) => !_positive[row]).Sum());
        // Of equals the lowest rate, by the order above.
        return tried.MaxBy(x => IsOdds ? (positives * curves.Min(curve => curve.At(x))) - (negatives * x) : curves.Sum(curve => curve.At(x)));
    }

    bool IsOdds => _recipe.Constraint == FairConstraint.EqualisedOdds;

    ScoreCurve Curve(int[] rows)
    {
        var positives = rows.Where(row => _positive[row]).Sum(row => _weights[row]);
        var whole = rows.Sum(row => _weights[row]);
        return _recipe.Constraint switch
        {
            FairConstraint.EqualisedOdds => ScoreCurve.Of(
                rows, _scores, row => _positive[row] ? (0, _weights[row] / positives) : (_weights[row] / (whole - positives), 0), (0, 0)),
            FairConstraint.EqualOpportunity => ScoreCurve.Of(rows, _scores, row => (_positive[row] ? _weights[row] / positives : 0, Value(row)), (0, 0)),
            _ => ScoreCurve.Of(rows, _scores, row => (_weights[row] / whole, Value(row)), (0, 0)),
        };

        // What calling a row positive gains: a right call more, or one less.
        double Value(int row) => _positive[row] ? _values[row] : -_values[row];
    }

    GroupThreshold At(string name, ScoreCurve curve, double x, double y)
    {
        var (threshold, other, share) = curve.Thresholds(x);
        var own = curve.At(x);
        // On the line from (x, own) to (x, x), where calls are made blindly at rate x.
        var blind = IsOdds && own > x ? Math.Clamp((own - y) / (own - x), 0, 1) : 0;
        return new GroupThreshold(name, threshold, other, share, blind, blind == 0 ? 0 : x);
    }
}
