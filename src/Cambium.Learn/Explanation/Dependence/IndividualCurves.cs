using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How a model's answer to each single row goes with one column (individual conditional expectation, ICE): the column takes each value of a grid, the row's other values stay as they are. Their mean is
/// the <see cref="PartialDependence"/>; where they do not run alongside each other, the column acts together with others.
/// </summary>
/// <remarks>Source: A. Goldstein, A. Kapelner, J. Bleich, E. Pitkin, "Peeking Inside the Black Box: Visualizing Statistical Learning with Plots of Individual Conditional Expectation", 2015.</remarks>
public sealed record IndividualCurves
{
    const int ShownPoints = 25;

    /// <summary>What the curves show: "probability of yes", "log-odds of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The column and the values that were tried.</summary>
    public required DependenceAxis Axis { get; init; }

    /// <summary>n, the number of rows.</summary>
    public required int RowCount { get; init; }

    /// <summary>The answer to each row at each value, n × values, row-major; where <see cref="Centre"/> is set, less the row's answer there.</summary>
    public required EquatableArray<double> Values { get; init; }

    /// <summary>The place of the value at which all curves are 0; −1 where they are not centred.</summary>
    public required int Centre { get; init; }

    /// <summary>The curve of a row, one number a value.</summary>
    /// <param name="row">From 0 to <see cref="RowCount"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Curve(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        return Values.Span.Slice(row * Axis.Count, Axis.Count);
    }

    /// <summary>The curves' mean, one number a value: the partial dependence, less its value at the centre where they are centred.</summary>
    public double[] Mean()
    {
        var sums = new double[Axis.Count];
        for (var row = 0; row < RowCount; row++)
        {
            var curve = Curve(row);
            for (var place = 0; place < sums.Length; place++)
            {
                sums[place] += curve[place];
            }
        }

        return Array.ConvertAll(sums, sum => sum / RowCount);
    }

    /// <summary>The same curves as changes from the answer at one value (c-ICE), so that their shapes can be compared.</summary>
    /// <param name="place">The place of that value. Default 0, the least number or the first level.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public IndividualCurves Centred(int place = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Axis.Count);
        var values = Values.Span.ToArray();
        for (var start = 0; start < values.Length; start += Axis.Count)
        {
            var centre = values[start + place];
            foreach (ref var value in values.AsSpan(start, Axis.Count))
            {
                value -= centre;
            }
        }

        return this with { Values = EquatableArray.Own(values), Centre = place };
    }

    /// <summary>Computes the curves.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed. The result holds rows × values numbers.</param>
    /// <param name="column">A column of the user's table that the model reads.</param>
    /// <param name="options">Grid, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read the column, the column cannot be tried value by value, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static IndividualCurves Of(Model model, Table rows, string column, DependenceOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        var field = answer.FieldOf(column);
        var read = answer.Read(rows);
        var grid = ColumnGrid.Of(read[column], field, options);
        var values = new ReplacedColumns(answer, read, options.MaxThreads, options.CancellationToken).Each(Table.Create(grid.Points));
        options.Progress?.Report(new FitProgress("rows", rows.RowCount, rows.RowCount));
        return new IndividualCurves { Answer = answer.Name, Axis = grid.Axis, RowCount = rows.RowCount, Values = EquatableArray.Own(values), Centre = -1 };
    }

    /// <inheritdoc cref="Of(Model, Table, string, DependenceOptions)"/>
    public static IndividualCurves Of(Model model, Table rows, string column) => Of(model, rows, column, new DependenceOptions());

    /// <summary>The values with the curves' mean and the middle 80 % of them, as a small table.</summary>
    public override string ToString()
    {
        var mean = Mean();
        var places = Axis.Count <= ShownPoints ? [.. Enumerable.Range(0, Axis.Count)] : Enumerable.Range(0, ShownPoints).Select(place => (int)((long)place * (Axis.Count - 1) / (ShownPoints - 1)));
        return $"{(Centre < 0 ? "" : "Change of ")}{Answer} of {RowCount} rows by {Axis.Column}{(Centre < 0 ? "" : $" from {Axis.Labels[Centre]}")}\n" +
            TextTable.Of([["", "10 %", "mean", "90 %"], .. places.Select(Line)]);

        string[] Line(int place)
        {
            var sorted = Enumerable.Range(0, RowCount).Select(row => Values[(row * Axis.Count) + place]).Order().ToArray();
            return [Axis.Labels[place], TextTable.Number(Ordered.Quantile(sorted, 0.1)), TextTable.Number(mean[place]), TextTable.Number(Ordered.Quantile(sorted, 0.9))];
        }
    }
}
