using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Compares a regressor's answers between groups.</summary>
sealed class GroupErrorAudit
{
    readonly GroupKeys _keys;
    readonly JudgedNumbers _rows;
    readonly int[] _compared;

    GroupErrorAudit(GroupKeys keys, JudgedNumbers rows, FairnessOptions options)
    {
        _keys = keys;
        _rows = rows;
        var sizes = keys.Codes.CountBy(code => code).ToDictionary(pair => pair.Key, pair => (long)pair.Value);
        _compared = GroupAudit.Large(Enumerable.Range(0, keys.Names.Count).Select(group => sizes[group]), options.SmallGroup);
    }

    /// <summary>The comparison.</summary>
    internal static GroupErrorComparison Of(GroupKeys keys, JudgedNumbers rows, FairnessOptions options) => new GroupErrorAudit(keys, rows, options).Compare(options);

    GroupErrorComparison Compare(FairnessOptions options)
    {
        var means = Means([]);
        var (answers, errors, losses) = (Extremes(means, 1), Extremes(means, 2), Extremes(means, 4));
        var resampling = new EvaluateOptions { Resamples = options.Resamples, Seed = options.Seed, MaxThreads = options.MaxThreads };
        var intervals = Bootstrap.Of(resampling, FigureIntervals.Each(_keys.Codes.Length), 1, () => times =>
        {
            var own = Means(times);
            return [.. own.Select(group => group[2]), .. own.Select(group => group[4]), Apart(own, answers, 1), Apart(own, errors, 2), own[losses.High][4], Apart(own, losses, 4)];
        });
        var k = _keys.Names.Count;
        FairnessFigure[] figures =
        [
            Figure("mean_prediction_difference", answers, Apart(means, answers, 1), intervals[2 * k], Same(row => _rows.Predicted[row])),
            Figure("mean_error_difference", errors, Apart(means, errors, 2), intervals[(2 * k) + 1], Same(Error)),
            new("bounded_group_loss", means[losses.High][4]) { Interval = intervals[(2 * k) + 2], Highest = _keys.Names[losses.High] },
            Figure("loss_difference", losses, Apart(means, losses, 4), intervals[(2 * k) + 3], Same(row => Error(row) * Error(row))),
        ];
        var groups = means.Select((own, group) => new GroupErrors(_keys.Names[group], (int)own[5], own[0], own[1], own[2], own[3], own[4], intervals[group], intervals[k + group])).ToEquatableArray();
        var findings = figures.Where(figure => figure.PValue is not null).Select(figure => Finding(figure, means)).OrderByDescending(finding => finding.IsBeyondNoise).ToEquatableArray();
        return new GroupErrorComparison(_keys.By, groups, figures.ToEquatableArray(), findings, Warnings(groups, options.SmallGroup));
    }

    double Error(int row) => _rows.Predicted[row] - _rows.Truth[row];

    /// <summary>Means of each group: truth, prediction, error, size and square of the error; then its rows.</summary>
    double[][] Means(byte[] times)
    {
        var means = Array.ConvertAll(_keys.Names.ToArray(), _ => new double[6]);
        for (var row = 0; row < _keys.Codes.Length; row++)
        {
            var own = means[_keys.Codes[row]];
            var often = times.Length == 0 ? 1 : times[row];
            var error = Error(row);
            own[0] += often * _rows.Truth[row];
            own[1] += often * _rows.Predicted[row];
            own[2] += often * error;
            own[3] += often * Math.Abs(error);
            own[4] += often * error * error;
            own[5] += often;
        }

        foreach (var own in means)
        {
            for (var place = 0; place < 5; place++)
            {
                own[place] /= own[5];
            }
        }

        return means;
    }

    (int High, int Low) Extremes(double[][] means, int place) => (_compared.MaxBy(group => means[group][place]), _compared.MinBy(group => means[group][place]));

    static double Apart(double[][] means, (int High, int Low) pair, int place) => means[pair.High][place] - means[pair.Low][place];

    FairnessFigure Figure(string name, (int High, int Low) pair, double value, Interval? interval, double? pValue) =>
        new(name, value) { Interval = interval, PValue = pValue, Highest = _keys.Names[pair.High], Lowest = _keys.Names[pair.Low] };

    double? Same(Func<int, double> value)
    {
        var moments = Array.ConvertAll(_compared, group =>
        {
            var own = Enumerable.Range(0, _keys.Codes.Length).Where(row => _keys.Codes[row] == group).Select(value).ToArray();
            var mean = own.Average();
            return (mean, own.Length < 2 ? 0 : own.Sum(one => (one - mean) * (one - mean)) / (own.Length - 1.0) / own.Length);
        });
        return RateIntervals.SameMeans(moments);
    }

    FairnessFinding Finding(FairnessFigure figure, double[][] means)
    {
        var (what, place) = figure.Name switch
        {
            "mean_prediction_difference" => ("The answers are on average", 1),
            "mean_error_difference" => ("The answers less the truth are on average", 2),
            _ => ("The squared errors are on average", 4),
        };
        string Of(string group) => TextTable.Number(means[_keys.Names.IndexOf(group)][place]);
        return new FairnessFinding(
            figure.Name,
            $"{what} {Of(figure.Highest)} with {_keys.By} = {figure.Highest} and {Of(figure.Lowest)} with {_keys.By} = {figure.Lowest}: " +
            $"{TextTable.Number(figure.Value)} apart{FairnessWords.Between(figure.Interval, TextTable.Number)}; {FairnessWords.Noise(figure)}.",
            FairnessWords.IsBeyond(figure));
    }

    EquatableArray<string> Warnings(EquatableArray<GroupErrors> groups, int small) => groups
        .Select((group, place) => (group, IsCompared: Array.IndexOf(_compared, place) >= 0))
        .Where(pair => pair.group.Rows < small)
        .Select(pair => $"{_keys.By} = {pair.group.Group} has {FairnessWords.Rows(pair.group.Rows)}, fewer than {small}: its errors are uncertain{(pair.IsCompared ? "." : ", and it is left out of the differences.")}")
        .ToEquatableArray();
}
