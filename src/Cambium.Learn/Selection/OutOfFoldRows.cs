using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Gathers what folds answer on rows that they did not learn from, in the table's order; a row that is tested more than once gets the mean.</summary>
sealed class OutOfFoldRows
{
    readonly FoldRunner _runner;
    readonly int _width;
    readonly int _calls;
    readonly double[] _sums; // n × width
    readonly int[] _times; // n
    readonly int[] _votes; // n × calls

    OutOfFoldRows(FoldRunner runner, Model model)
    {
        _runner = runner;
        _width = model is ClassifierModel ? runner.Classes.Count : 1;
        _calls = model is ClassifierModel ? runner.Classes.Count : model is OutlierDetectorModel ? 2 : 0;
        _sums = new double[runner.Table.RowCount * _width];
        _times = new int[runner.Table.RowCount];
        _votes = new int[runner.Table.RowCount * _calls];
    }

    /// <summary>The answers as <see cref="Model.Predict"/> gives them, and the report of all rows that were tested; nulls where there is none.</summary>
    internal static (Table? Answers, Report? Pooled) Of(FoldRunner runner, string target, IReadOnlyList<RowSplit> splits, FoldOutcome[] outcomes)
    {
        var model = outcomes[0].Model;
        if (model is ClustererModel)
        {
            return (null, null);
        }

        var rows = new OutOfFoldRows(runner, model);
        for (var fold = 0; fold < outcomes.Length; fold++)
        {
            rows.Add(splits[fold].Test.Span, outcomes[fold]);
        }

        rows.Average();
        var tested = Enumerable.Range(0, runner.Table.RowCount).Where(row => rows._times[row] > 0).ToArray();
        return model switch
        {
            ClassifierModel => rows.OfClasses(target, tested),
            RegressorModel => (Table.Create(Column.Of("prediction", rows._sums)),
                runner.Report(RegressionJudge.Truth(runner.Table.Take(tested), target), Array.ConvertAll(tested, row => rows._sums[row]))),
            _ => (rows.OfOutliers(), null),
        };
    }

    void Add(ReadOnlySpan<int> test, FoldOutcome outcome)
    {
        for (var i = 0; i < test.Length; i++)
        {
            _times[test[i]]++;
            for (var place = 0; place < _width; place++)
            {
                _sums[(test[i] * _width) + place] += outcome.Numbers[(i * _width) + place];
            }

            if (_calls > 0)
            {
                _votes[(test[i] * _calls) + outcome.Calls[i]]++;
            }
        }
    }

    void Average()
    {
        for (var i = 0; i < _sums.Length; i++)
        {
            var times = _times[i / _width];
            _sums[i] = times == 0 ? double.NaN : _sums[i] / times;
        }
    }

    (Table Answers, Report Pooled) OfClasses(string target, int[] tested)
    {
        var classes = _runner.Classes;
        var called = Enumerable.Range(0, _times.Length).Select(row => _times[row] == 0 ? CategoryColumn.MissingCode : Called(row)).ToArray();
        var answers = Table.Create(
        [
            new CategoryColumn("prediction", called, classes),
            .. classes.Select((name, place) => Column.Of($"probability_{name}", [.. Enumerable.Range(0, _times.Length).Select(row => _sums[(row * _width) + place])])),
        ]);
        var truth = ClassificationJudge.Truth(_runner.Table.Take(tested), target, classes);
        var probabilities = tested.SelectMany(row => _sums.Skip(row * _width).Take(_width)).ToArray();
        return (answers, _runner.Report(truth, probabilities, Array.ConvertAll(tested, row => called[row])));
    }

    Table OfOutliers() => Table.Create(
        new Column<bool>("outlier", Enumerable.Range(0, _times.Length).Select(row => _votes[(2 * row) + 1] > _votes[2 * row]).ToArray(), Validity.FromRows(_times.Length, row => _times[row] > 0)),
        Column.Of("score", _sums));

    /// <summary>The class that the row was called most often, of equals the one with the highest mean probability.</summary>
    int Called(int row)
    {
        var best = 0;
        for (var place = 1; place < _calls; place++)
        {
            var more = _votes[(row * _calls) + place] - _votes[(row * _calls) + best];
            if (more > 0 || (more == 0 && _sums[(row * _width) + place] > _sums[(row * _width) + best]))
            {
                best = place;
            }
        }

        return best;
    }
}
