using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Compares a classifier's decisions between groups: rates with intervals, how far groups are apart, and what that says in words.</summary>
sealed class GroupAudit
{
    const int Bins = 10;

    readonly GroupKeys _keys;
    readonly Decisions _decisions;
    readonly FairnessOptions _options;
    readonly GroupCounts[] _counts;
    readonly int[] _compared;
    readonly (int[] Rows, double[] Apart) _alike;

    GroupAudit(GroupKeys keys, Decisions decisions, Table? features, FairnessOptions options)
    {
        _keys = keys;
        _decisions = decisions;
        _options = options;
        _counts = GroupCounts.Of(keys.Names.Count, keys.Codes, decisions);
        _compared = Large(_counts.Select(counts => counts.Rows), options.SmallGroup);
        _alike = features is null ? ([], []) : AlikeRows.Of(features, decisions.Called, options.Neighbours, options);
    }

    /// <summary>The comparison.</summary>
    /// <param name="keys">The groups.</param>
    /// <param name="positive">The class that counts as the decision.</param>
    /// <param name="decisions">Truth and decisions.</param>
    /// <param name="features">What rows may be alike in; null where that is not known.</param>
    /// <param name="options">Small groups, neighbours, resamples.</param>
    internal static GroupComparison Of(GroupKeys keys, string positive, Decisions decisions, Table? features, FairnessOptions options) =>
        new GroupAudit(keys, decisions, features, options).Compare(positive);

    /// <summary>The groups of enough rows; all, where fewer than two are so large.</summary>
    internal static int[] Large(IEnumerable<long> rows, int least)
    {
        var sizes = rows.ToArray();
        var large = Enumerable.Range(0, sizes.Length).Where(group => sizes[group] >= least).ToArray();
        return large.Length < 2 ? [.. Enumerable.Range(0, sizes.Length)] : large;
    }

    GroupComparison Compare(string positive)
    {
        var members = Enumerable.Range(0, _keys.Codes.Length).ToLookup(row => _keys.Codes[row]);
        var resampled = Resampled(out var plain);
        var groups = _keys.Names.Select((name, group) => GroupRates.Of(name, [.. members[group]], _decisions.Truth, _decisions.Called) with
        {
            Scores = ScoresOf(group, plain, resampled),
            Calibration = Calibration([.. members[group]]),
        }).ToEquatableArray();
        var figures = Figures(plain, resampled).ToEquatableArray();
        double Of(string name) => figures.First(figure => figure.Name == name).Value;
        var comparison = new GroupComparison(
            _keys.By, positive, groups, Of("demographic_parity_difference"), Of("demographic_parity_ratio"), Of("equal_opportunity_difference"), Of("false_positive_rate_difference"))
        { Figures = figures };
        var words = new FairnessWords(comparison);
        return comparison with { Findings = words.Findings(SameTruth(), _compared), Warnings = words.Warnings(_options.SmallGroup, _compared) };
    }

    double? SameTruth() => RateIntervals.SameShares([.. _compared.Select(group => (_counts[group].Positives, _counts[group].Rows))]);

    EquatableArray<Score> ScoresOf(int group, double[] plain, Interval?[] resampled)
    {
        var scores = GroupDifferences.Rates(_counts[group]).ToList();
        scores.Add(Resampled("treatment_ratio", 2 * group));
        if (_decisions.Probabilities.Length > 0)
        {
            scores.Add(Resampled("probability_gap", (2 * group) + 1));
        }

        return scores.ToEquatableArray();

        Score Resampled(string name, int place) => new(name, plain[place]) { Interval = double.IsNaN(plain[place]) ? null : resampled[place] };
    }

    List<FairnessFigure> Figures(double[] plain, Interval?[] resampled)
    {
        var figures = GroupDifferences.Of(_keys.Names, _counts, _compared);
        var next = 2 * _keys.Names.Count;
        figures.Add(Pair("treatment_equality_difference", 0, next, plain, resampled, pValue: null));
        if (_decisions.Probabilities.Length > 0)
        {
            figures.Add(Pair("calibration_difference", 1, next + 1, plain, resampled, SameGaps()));
        }

        foreach (var (name, place) in new[] { ("theil_index", 2), ("generalised_entropy", 3), ("between_group_entropy", 4), ("consistency", 5) })
        {
            if (name != "consistency" || _alike.Rows.Length > 0)
            {
                figures.Add(new FairnessFigure(name, plain[next + place]) { Interval = double.IsNaN(plain[next + place]) ? null : resampled[next + place] });
            }
        }

        return figures;
    }

    /// <summary>The two groups farthest apart by a figure that is resampled.</summary>
    FairnessFigure Pair(string name, int offset, int place, double[] plain, Interval?[] resampled, double? pValue)
    {
        var (high, low) = Extremes(plain, offset);
        return high < 0
            ? new FairnessFigure(name, double.NaN)
            : new FairnessFigure(name, plain[place]) { Interval = resampled[place], PValue = pValue, Highest = _keys.Names[high], Lowest = _keys.Names[low] };
    }

    /// <summary>Of the compared groups that have the figure those with the highest and the lowest; none where fewer than two have it.</summary>
    (int High, int Low) Extremes(double[] figures, int offset)
    {
        var defined = Array.FindAll(_compared, group => !double.IsNaN(figures[(2 * group) + offset]));
        return defined.Length < 2 ? (-1, -1) : (defined.MaxBy(group => figures[(2 * group) + offset]), defined.MinBy(group => figures[(2 * group) + offset]));
    }

    double? SameGaps()
    {
        var moments = Array.ConvertAll(_compared, group =>
        {
            var gaps = Enumerable.Range(0, _keys.Codes.Length).Where(row => _keys.Codes[row] == group).Select(row => _decisions.Probabilities[row] - _decisions.Truth[row]).ToArray();
            var mean = gaps.Average();
            return (mean, gaps.Length < 2 ? 0 : gaps.Sum(gap => (gap - mean) * (gap - mean)) / (gaps.Length - 1.0) / gaps.Length);
        });
        return RateIntervals.SameMeans(moments);
    }

    /// <summary>
    /// What has no formula for its interval: treatment ratio and probability gap of each group, then the differences of these between the two groups that are farthest apart, then figures of all rows.
    /// </summary>
    Interval?[] Resampled(out double[] plain)
    {
        var first = Plain([], default, default);
        var (treatment, gap) = (Extremes(first, 0), Extremes(first, 1));
        plain = Plain([], treatment, gap);
        var options = new EvaluateOptions { Resamples = _options.Resamples, Seed = _options.Seed, MaxThreads = _options.MaxThreads };
        return Bootstrap.Of(options, FigureIntervals.Each(_keys.Codes.Length), 1, () => times => Plain(times, treatment, gap));
    }

    double[] Plain(byte[] times, (int High, int Low) treatment, (int High, int Low) gap)
    {
        var counts = times.Length == 0 ? _counts : GroupCounts.Of(_counts.Length, _keys.Codes, _decisions, times);
        var figures = new double[(2 * counts.Length) + 6];
        var gaps = Gaps(counts, times);
        for (var group = 0; group < counts.Length; group++)
        {
            figures[2 * group] = counts[group].TreatmentRatio;
            figures[(2 * group) + 1] = gaps[group];
        }

        var all = Benefits.Total(counts);
        var next = 2 * counts.Length;
        figures[next] = treatment.High < 0 ? double.NaN : counts[treatment.High].TreatmentRatio - counts[treatment.Low].TreatmentRatio;
        figures[next + 1] = gap.High < 0 ? double.NaN : gaps[gap.High] - gaps[gap.Low];
        figures[next + 2] = Benefits.Theil(all);
        figures[next + 3] = Benefits.Entropy(all);
        figures[next + 4] = Benefits.BetweenGroups(counts, all);
        figures[next + 5] = Consistency(times);
        return figures;
    }

    /// <summary>The mean probability of each group less the share that is positive in truth.</summary>
    double[] Gaps(GroupCounts[] counts, byte[] times)
    {
        var sums = new double[counts.Length];
        for (var row = 0; row < _decisions.Probabilities.Length; row++)
        {
            sums[_keys.Codes[row]] += (times.Length == 0 ? 1 : times[row]) * (_decisions.Probabilities[row] - _decisions.Truth[row]);
        }

        return _decisions.Probabilities.Length == 0 ? Array.ConvertAll(sums, _ => double.NaN) : [.. sums.Select((sum, group) => sum / counts[group].Rows)];
    }

    double Consistency(byte[] times)
    {
        var (sum, rows) = (0.0, 0L);
        for (var i = 0; i < _alike.Rows.Length; i++)
        {
            var often = times.Length == 0 ? 1 : times[_alike.Rows[i]];
            sum += often * _alike.Apart[i];
            rows += often;
        }

        return rows == 0 ? double.NaN : 1 - (sum / rows);
    }

    EquatableArray<CalibrationBin> Calibration(int[] rows) =>
        _decisions.Probabilities.Length == 0
            ? []
            : rows.GroupBy(row => Math.Clamp((int)(_decisions.Probabilities[row] * Bins), 0, Bins - 1))
                .OrderBy(bin => bin.Key)
                .Select(bin => new CalibrationBin(bin.Average(row => _decisions.Probabilities[row]), bin.Average(row => (double)_decisions.Truth[row]), bin.Count()))
                .ToEquatableArray();
}
