using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How a model's mean answer goes with one column, or two: the column takes each value of a grid in all rows, the others stay as they are, and the answers are averaged.
/// </summary>
/// <remarks>
/// <para>
/// f̄(v) = 1/n Σᵢ f(v, xᵢ), over the given rows. Time: the model is asked n times a value; for trees the values are asked all at once, which takes little longer than one, and to the same result but
/// for roundings. Where columns go together, rows are asked about that do not occur (a child of two metres).
/// </para>
/// <para>Source: J. H. Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", 2001, section 8.2.</para>
/// </remarks>
public sealed record PartialDependence
{
    const int ShownPoints = 25;

    /// <summary>What is averaged: "probability of yes", "log-odds of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The columns and the values that were tried, one or two.</summary>
    public required EquatableArray<DependenceAxis> Axes { get; init; }

    /// <summary>The mean answers: one a value, or for two columns first × second, row-major.</summary>
    public required EquatableArray<double> Means { get; init; }

    /// <summary>n, the number of rows that were averaged over.</summary>
    public required int RowCount { get; init; }

    /// <summary>How far the mean answers lie apart at most: 0 where the answer does not go with the column.</summary>
    public double Spread => Means.Max() - Means.Min();

    /// <summary>The mean answer by one column.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="column">A column of the user's table that the model reads.</param>
    /// <param name="options">Grid, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read the column, the column cannot be tried value by value, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static PartialDependence Of(Model model, Table rows, string column, DependenceOptions options) => OfEach(model, rows, [column], options)[0];

    /// <inheritdoc cref="Of(Model, Table, string, DependenceOptions)"/>
    public static PartialDependence Of(Model model, Table rows, string column) => Of(model, rows, column, new DependenceOptions());

    /// <summary>The mean answer by several columns, each alone. Of trees it takes little longer than by one.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="columns">Columns of the user's table that the model reads, at least one.</param>
    /// <param name="options">Grid, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read a column, a column cannot be tried value by value, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static EquatableArray<PartialDependence> OfEach(Model model, Table rows, IReadOnlyList<string> columns, DependenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Of(ModelAnswer.Of(model, options), rows, [.. columns.Select(column => (string[])[column])], options);
    }

    /// <summary>The mean answer by two columns together.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="first">A column of the user's table that the model reads.</param>
    /// <param name="second">Another one.</param>
    /// <param name="options">Grid (of each column), class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read a column, a column cannot be tried value by value, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static PartialDependence OfPair(Model model, Table rows, string first, string second, DependenceOptions options) =>
        first == second
            ? throw new ArgumentException($"Both columns are '{first}'; name two different ones.", nameof(second))
            : Of(ModelAnswer.Of(model, options), rows, [[first, second]], options)[0];

    /// <summary>The values and the mean answers as a small table.</summary>
    public override string ToString()
    {
        var title = $"Mean {Answer} of {RowCount} rows by {string.Join(" and ", Axes.Select(axis => axis.Column))}";
        if (Axes is [var only])
        {
            var shown = Shown(only.Count);
            return $"{title}\n{TextTable.Of(shown.Select(place => (string[])[only.Labels[place], TextTable.Number(Means[place])]))}";
        }

        var (across, down) = (Shown(Axes[1].Count, 8), Shown(Axes[0].Count));
        var head = (string[])["", .. across.Select(place => Axes[1].Labels[place])];
        return $"{title}\n{TextTable.Of([head, .. down.Select(row => (string[])[Axes[0].Labels[row], .. across.Select(place => TextTable.Number(Means[(row * Axes[1].Count) + place]))])])}";
    }

    static EquatableArray<PartialDependence> Of(ModelAnswer answer, Table rows, string[][] groups, DependenceOptions options)
    {
        var grids = Array.ConvertAll(groups, names => Array.ConvertAll(names, name => (Name: name, Field: answer.FieldOf(name))));
        var read = answer.Read(rows);
        var made = Array.ConvertAll(grids, group => Array.ConvertAll(group, column => ColumnGrid.Of(read[column.Name], column.Field, options)));
        var progress = new CountedProgress(options.Progress, "columns", groups.Length);
        var means = new ReplacedColumns(answer, read, options.MaxThreads, options.CancellationToken)
            .Means(Array.ConvertAll(made, group => ColumnGrid.Pairs(group[0], group.Length > 1 ? group[1] : null)), progress.Add);
        return made.Select((group, i) => new PartialDependence
        {
            Answer = answer.Name,
            Axes = group.Select(grid => grid.Axis).ToEquatableArray(),
            Means = EquatableArray.Own(means[i]),
            RowCount = rows.RowCount,
        }).ToEquatableArray();
    }

    // Evenly many of them, the ends included.
    static int[] Shown(int count, int most = ShownPoints) =>
        count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(place => (int)((long)place * (count - 1) / (most - 1)))];
}
