using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Judges whether one column alone tells the target too well.</summary>
sealed class TargetJudge
{
    // A copy with a few mistakes of entry is a copy.
    const double Copies = 0.995;
    const int MostShown = 4;

    readonly Column _target;
    readonly int[]? _classes;
    readonly int _k;
    readonly double[] _numbers;
    readonly LeakageOptions _options;
    readonly ColumnScore _score;

    /// <summary>Takes the target over.</summary>
    /// <param name="target">The target, none missing.</param>
    /// <param name="classes">Its classes; null where it is a number.</param>
    /// <param name="options">The thresholds.</param>
    internal TargetJudge(Column target, int[]? classes, LeakageOptions options)
    {
        (_target, _classes, _options) = (target, classes, options);
        _k = classes is null ? 0 : classes.Max() + 1;
        _numbers = classes is null ? Numbers(target) : [];
        _score = new ColumnScore(target.Length);
    }

    internal LeakageFinding? Of(Column column)
    {
        if (ColumnBins.Of(column) is not { } bins || (_classes is null ? IsConstant(_numbers) : _k < 2))
        {
            return null;
        }

        if (_classes is not null && CopyOf(column) is { } copy)
        {
            return copy;
        }

        var (score, atLeast, severe) = ScoreOf(bins);
        var warning = 1 - (1.5 * (1 - severe));
        if (!(score >= warning))
        {
            return null;
        }

        var measure = _classes is null ? "R² of {0} (1 is perfect)" : "area under the ROC curve of {0} (0.5 is chance, 1 is perfect)";
        var figure = string.Format(CultureInfo.InvariantCulture, measure, score.ToString("0.000", CultureInfo.InvariantCulture));
        return new LeakageFinding(
            LeakageKind.TellsTarget,
            atLeast >= severe ? LeakageSeverity.Severe : LeakageSeverity.Warning,
            [column.Name],
            score,
            $"'{column.Name}' alone tells '{_target.Name}' with an {figure}; drop it unless it is known before '{_target.Name}' is.");
    }

    (double Score, double AtLeast, double Severe) ScoreOf(ColumnBins bins)
    {
        if (_classes is null)
        {
            var r2 = _score.R2(bins, _numbers);
            return (r2, r2, _options.SevereR2);
        }

        var (auc, atLeast) = _score.Auc(bins, _classes, _k);
        return (auc, atLeast, _options.SevereAuc);
    }

    static bool IsConstant(double[] values) => Array.TrueForAll(values, value => value == values[0]);

    static double[] Numbers(Column target) => target is Column<double> numbers
        ? numbers.Values.ToArray()
        : Array.ConvertAll(((Column<long>)target).Values.ToArray(), value => (double)value);

    /// <summary>A finding where each value of the column stands for one class, and each class for one value.</summary>
    LeakageFinding? CopyOf(Column column)
    {
        if (column.MissingCount > 0)
        {
            return null;
        }

        var keys = RowKeys.ByValue(column);
        var values = keys.Max() + 1;
        if (values != _k)
        {
            return null;
        }

        var counts = new int[values, _k];
        var first = new int[values, _k];
        for (var row = 0; row < keys.Length; row++)
        {
            first[keys[row], _classes![row]] = counts[keys[row], _classes[row]]++ == 0 ? row : first[keys[row], _classes[row]];
        }

        var pairs = Enumerable.Range(0, values).Select(value => (Value: value, Class: Enumerable.Range(0, _k).MaxBy(c => counts[value, c]))).ToArray();
        var share = pairs.Sum(pair => counts[pair.Value, pair.Class]) / (double)keys.Length;
        if (share < Copies || pairs.Select(pair => pair.Class).Distinct().Count() < _k)
        {
            return null;
        }

        var shown = string.Join(", ", pairs.Take(MostShown).Select(pair => $"{column.Format(first[pair.Value, pair.Class])} for {_target.Format(first[pair.Value, pair.Class])}"));
        return new LeakageFinding(
            LeakageKind.Copy,
            LeakageSeverity.Severe,
            [column.Name],
            share,
            $"'{column.Name}' is '{_target.Name}' by other names ({shown}{(_k > MostShown ? ", ..." : "")}) in {LeakageGate.Percent(share)} of rows; drop it.");
    }
}
