using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Finds slices of rows, such as "age &lt; 30 and region = north", on which a model does worse than on the others.</summary>
/// <remarks>
/// <para>
/// Numbers are cut at their quantiles and other columns taken value by value; all slices of up to <see cref="WeakSpotOptions.Depth"/> conditions with rows enough are tested, each against all other rows, and what is told holds at a false
/// discovery rate over all of them. A slice is told only where its rows that are in no slice told before still do worse, so that one weak spot is told once.
/// </para>
/// <para>Time: a pass over the rows for every set of columns, O(n · p³ / 6) at depth 3. Judge rows that the model was not fitted on.</para>
/// <para>Source: Y. Chung, T. Kraska, N. Polyzotis, K. H. Tae, S. E. Whang, "Slice Finder: Automated Data Slicing for Model Validation", 2019.</para>
/// </remarks>
public static class WeakSpots
{
    /// <summary>Of the slices that are worse, so many of the surest are held against those told before them.</summary>
    const int MostHeldAgainst = 5000;

    /// <summary>Finds the slices.</summary>
    /// <param name="model">A classifier or regressor.</param>
    /// <param name="test">Rows that it was not fitted on, with the target.</param>
    /// <exception cref="ArgumentException">A column is not there, or the model has no target.</exception>
    /// <exception cref="TableException">The rows do not fit the model, or there are too few.</exception>
    public static WeakSpotReport Find(Model model, Table test) => Find(model, test, new WeakSpotOptions());

    /// <inheritdoc cref="Find(Model, Table)"/>
    /// <param name="model">A classifier or regressor.</param>
    /// <param name="test">Rows that it was not fitted on, with the target.</param>
    /// <param name="options">Which slices are looked at, and which are told.</param>
    public static WeakSpotReport Find(Model model, Table test, WeakSpotOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);
        if (test.RowCount < 2L * options.MinRows)
        {
            throw new TableException(
                $"The table has {test.RowCount} {(test.RowCount == 1 ? "row" : "rows")}, but a slice of at least {options.MinRows} and as many beside it take {2L * options.MinRows}. Give more rows, or lower the fewest rows of a slice.");
        }

        var columns = ColumnsOf(model, test, options).Select(column => SliceColumn.Of(column, options)).ToArray();
        var losses = SliceLosses.Of(model.Judge(test));
        var search = new SliceSearch(columns, losses.Loss, options);
        var (candidates, tested) = search.Run();
        var qValues = SliceSearch.Adjusted([.. candidates.Select(candidate => candidate.PValue)], tested);
        var worse = candidates.Zip(qValues, (slice, qValue) => (slice, qValue))
            .Where(pair => pair.qValue <= options.FalseDiscoveryRate && pair.slice.Effect >= options.MinEffect)
            .OrderByDescending(pair => pair.slice.T).ThenBy(pair => pair.slice.Columns.Length) // a stable order: equals stay as their columns
            .ToArray();
        var told = Told(worse, search, columns, losses, options);
        var all = FigureIntervals.Each(test.RowCount);
        return new WeakSpotReport(test.RowCount, losses.Name, losses.Loss.Average(), search.Depth, tested, worse.Length, told)
        {
            IsOfClasses = !losses.IsRoot,
            Said = model is not ClassifierModel classifier ? "answer" : classifier.Classes.Count == 2 ? $"probability of '{classifier.Classes[1]}'" : "probability of the called class",
            Error = losses.Error(all),
            Calibration = losses.Excess(all),
        };
    }

    static Column[] ColumnsOf(Model model, Table test, WeakSpotOptions options)
    {
        if (options.Columns.Count == 0)
        {
            Column[] read = [.. model.Input.Fields.Select(field => test[field.Name]).Where(SliceColumn.IsSliceable)];
            return read.Length > 0 ? read : throw new TableException("The model reads no column that rows can be sliced by: numbers, truths, categories or texts. Name other columns to slice by.");
        }

        return [.. options.Columns.Distinct().Select(name => SliceColumn.IsSliceable(test[name])
            ? test[name]
            : throw new TableException($"Column '{name}' holds {test[name].Type} values, by which rows are not sliced; name columns of numbers, truths, categories or texts.") { Column = name })];
    }

    /// <summary>Goes through the slices from the surest on, and leaves out those that slices told before explain.</summary>
    static EquatableArray<WeakSpot> Told((SliceCandidate Slice, double QValue)[] worse, SliceSearch search, SliceColumn[] columns, SliceLosses losses, WeakSpotOptions options)
    {
        var told = new List<WeakSpot>();
        var isTaken = new bool[losses.Loss.Length];
        // Each may be tested once more, on what is left of it.
        var limit = options.FalseDiscoveryRate / Math.Clamp(worse.Length, 1, MostHeldAgainst);
        foreach (var (slice, qValue) in worse.Take(MostHeldAgainst))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (told.Count == options.MaxSlices)
            {
                break;
            }

            var isIn = search.RowsOf(slice);
            var (own, rest) = search.Left(isIn, isTaken);
            if (own.Count < slice.Rows.Count && !IsWorse(slice, own, rest, limit, options))
            {
                continue;
            }

            told.Add(Spot(slice, qValue, isIn, columns, losses));
            for (var row = 0; row < isIn.Length; row++)
            {
                isTaken[row] |= isIn[row];
            }
        }

        return told.ToEquatableArray();
    }

    /// <summary>Whether half of a slice or more is left when those told before are taken away, and does worse than all else that is left.</summary>
    static bool IsWorse(SliceCandidate slice, SliceMoments own, SliceMoments rest, double limit, WeakSpotOptions options)
    {
        if (own.Count < options.MinRows || own.Count < slice.Rows.Count / 2 || rest.Count < 2)
        {
            return false;
        }

        var (_, pValue, effect) = own.Above(rest);
        return pValue <= limit && effect >= options.MinEffect;
    }

    static WeakSpot Spot(SliceCandidate slice, double qValue, bool[] isIn, SliceColumn[] columns, SliceLosses losses)
    {
        int[] rows = [.. Enumerable.Range(0, isIn.Length).Where(row => isIn[row])];
        int[] rest = [.. Enumerable.Range(0, isIn.Length).Where(row => !isIn[row])];
        return new WeakSpot(
            slice.Columns.Select((column, i) => columns[column].Conditions[slice.Codes[i]]).ToEquatableArray(),
            rows.Length,
            rows.Average(row => losses.Loss[row]),
            rest.Average(row => losses.Loss[row]),
            slice.Effect,
            slice.PValue,
            qValue,
            losses.Error(rows),
            losses.Excess(rows))
        {
            RestError = losses.Error(rest),
            RestCalibration = losses.Excess(rest),
            ErrorInterval = losses.ErrorInterval(rows),
            CalibrationInterval = losses.ExcessInterval(rows),
            MeanSaid = rows.Average(row => losses.Said[row]),
            MeanTruth = rows.Average(row => losses.Truth[row]),
        };
    }
}
