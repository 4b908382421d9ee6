using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How a model's answer goes with one column, or with two beyond what each does alone (accumulated local effects, ALE): differences over short intervals, averaged over the rows that lie there and
/// added up. Only rows near those that occur are asked about, so that columns which go together do not mislead it, as they do <see cref="PartialDependence"/>.
/// </summary>
/// <remarks>
/// <para>
/// With borders z₀ &lt; z₁ &lt; … of the column's values, the effect at z_k is Σ_{j≤k} mean{f(z_j, xᵢ) − f(z_{j−1}, xᵢ) : row i in interval j}, less a constant so that its mean over the rows is 0. Of two
/// columns second differences are added up in both directions, and the effects of each column alone are taken off. A cell without rows takes the difference of the nearest cell with rows, by its
/// place. Rows where a column is missing are left out. Time: the model is asked 2 n times, of two columns 4 n times.
/// </para>
/// <para>Source: D. W. Apley, J. Zhu, "Visualizing the Effects of Predictor Variables in Black Box Supervised Learning Models", 2020.</para>
/// </remarks>
public sealed record AccumulatedEffects
{
    const int ShownPoints = 25;

    /// <summary>What the effects are on: "probability of yes", "log-odds of yes", or the name of a regressor's target.</summary>
    public required string Answer { get; init; }

    /// <summary>The columns and the borders of their intervals, one or two.</summary>
    public required EquatableArray<DependenceAxis> Axes { get; init; }

    /// <summary>The effects at the borders: one each, or for two columns first × second, row-major.</summary>
    public required EquatableArray<double> Effects { get; init; }

    /// <summary>How many rows lie in each interval, or for two columns in each cell, first × second, row-major: where there are few, an effect says little.</summary>
    public required EquatableArray<int> Counts { get; init; }

    /// <summary>The effects along one column.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="column">A column of numbers, truths or moments that the model reads.</param>
    /// <param name="options">Intervals, class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read the column, its values have no order, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, they do not fit the model, or the column has one value only.</exception>
    public static AccumulatedEffects Of(Model model, Table rows, string column, EffectOptions options)
    {
        var answer = ModelAnswer.Of(model, options);
        var field = answer.FieldOf(column);
        var read = answer.Read(rows);
        var grid = EffectGrid.Of(read[column], field, options);
        return new AccumulatedEffects
        {
            Answer = answer.Name,
            Axes = [grid.Axis],
            Effects = EquatableArray.Own(LocalEffects.Single(answer, read, grid, options)),
            Counts = EquatableArray.Own(LocalEffects.Counts(grid)),
        };
    }

    /// <inheritdoc cref="Of(Model, Table, string, EffectOptions)"/>
    public static AccumulatedEffects Of(Model model, Table rows, string column) => Of(model, rows, column, new EffectOptions());

    /// <summary>What two columns do together beyond what each does alone.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="first">A column of numbers, truths or moments that the model reads.</param>
    /// <param name="second">Another one.</param>
    /// <param name="options">Intervals (of each column), class, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read a column, its values have no order, or the model has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, they do not fit the model, or a column has one value only.</exception>
    public static AccumulatedEffects OfPair(Model model, Table rows, string first, string second, EffectOptions options)
    {
        if (first == second)
        {
            throw new ArgumentException($"Both columns are '{first}'; name two different ones.", nameof(second));
        }

        var answer = ModelAnswer.Of(model, options);
        var fields = (First: answer.FieldOf(first), Second: answer.FieldOf(second));
        var read = answer.Read(rows);
        var (one, two) = (EffectGrid.Of(read[first], fields.First, options), EffectGrid.Of(read[second], fields.Second, options));
        var counts = LocalEffects.Counts(one, two);
        return new AccumulatedEffects
        {
            Answer = answer.Name,
            Axes = [one.Axis, two.Axis],
            Effects = EquatableArray.Own(LocalEffects.Pair(answer, read, one, two, counts, options)),
            Counts = EquatableArray.Own(counts),
        };
    }

    /// <summary>The borders and the effects as a small table.</summary>
    public override string ToString()
    {
        var title = $"Accumulated effects on {Answer} of {string.Join(" and ", Axes.Select(axis => axis.Column))}";
        if (Axes is [var only])
        {
            return $"{title}\n{TextTable.Of(Shown(only.Count, ShownPoints).Select(place => (string[])[only.Labels[place], TextTable.Number(Effects[place])]))}";
        }

        var (across, down) = (Shown(Axes[1].Count, 8), Shown(Axes[0].Count, ShownPoints));
        var head = (string[])["", .. across.Select(place => Axes[1].Labels[place])];
        return $"{title}\n{TextTable.Of([head, .. down.Select(row => (string[])[Axes[0].Labels[row], .. across.Select(place => TextTable.Number(Effects[(row * Axes[1].Count) + place]))])])}";
    }

    static int[] Shown(int count, int most) =>
        count <= most ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, most).Select(place => (int)((long)place * (count - 1) / (most - 1)))];
}
