using System.Globalization;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How a model's answers go with the columns that count most: partial dependence, curves of single rows and accumulated local effects, of a bounded size (12 columns, 50 rows, 50 values, 5 classes), so
/// that they can be kept beside the model.
/// </summary>
public sealed record AnswerCurves
{
    /// <summary>The most columns.</summary>
    public const int MostColumns = 12;

    /// <summary>The most rows whose own curves are kept.</summary>
    public const int MostRows = 50;

    /// <summary>The most values of a column.</summary>
    public const int MostValues = 50;

    static readonly JsonSerializerOptions Compact = new(ModelJson.Options) { WriteIndented = false };

    /// <summary>How many rows the means are over.</summary>
    public required int UsedRows { get; init; }

    /// <summary>The numbers, from 1, of the rows whose own curves are kept.</summary>
    public required EquatableArray<int> Rows { get; init; }

    /// <summary>The curves: all columns of the first class, then those of the next.</summary>
    public required EquatableArray<AnswerCurve> Curves { get; init; }

    /// <summary>Columns that were asked for and have no curve: text, vectors, categories of too many levels, and what is missing everywhere.</summary>
    public required EquatableArray<string> LeftOut { get; init; }

    /// <summary>The curves as JSON on one line; <see cref="FromJson"/> reads them back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Compact);

    /// <summary>Reads curves that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text holds no such curves.</exception>
    public static AnswerCurves FromJson(string json)
    {
        var curves = CurveJson.Read<AnswerCurves>(json, "curves of answers");
        return curves.Problem() is { } problem ? throw new JsonException(problem) : curves;
    }

    /// <summary>Computes the curves.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="columns">Columns that the model reads; the first 12 are taken.</param>
    /// <param name="options">How much to keep, classes, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The model does not read a column, or has no such answer.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static AnswerCurves Of(Model model, Table rows, IReadOnlyList<string> columns, AnswerCurvesOptions options)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(options);
        var asked = new DependenceOptions { GridSize = options.Values, MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken };
        string?[] classes = options.Classes.Count == 0 ? [null] : [.. options.Classes];
        var answers = Array.ConvertAll(classes, name => ModelAnswer.Of(model, asked with { Class = name }));
        var fields = columns.Take(MostColumns).Select(answers[0].FieldOf).ToArray();
        var places = DrawnRows.Of(rows.RowCount, options.UsedRows, options.Seed);
        var used = answers[0].Read(rows.Take(places));
        string[] tried = [.. fields.Where(own => CanTry(used[own.Name], own, options)).Select(own => own.Name)];
        var kept = DrawnRows.Of(used.RowCount, options.Rows, options.Seed);
        var progress = new CountedProgress(options.Progress, "columns", answers.Length * tried.Length);
        return new AnswerCurves
        {
            UsedRows = used.RowCount,
            Rows = kept.Select(row => places[row] + 1).ToEquatableArray(),
            Curves = answers.SelectMany((answer, place) => tried.Select(name =>
            {
                var curve = CurveOf(answer, used, name, kept, asked with { Class = classes[place] });
                progress.Add(1);
                return curve;
            })).ToEquatableArray(),
            LeftOut = fields.Select(own => own.Name).Except(tried).ToEquatableArray(),
        };
    }

    /// <inheritdoc cref="Of(Model, Table, IReadOnlyList{string}, AnswerCurvesOptions)"/>
    public static AnswerCurves Of(Model model, Table rows, IReadOnlyList<string> columns) => Of(model, rows, columns, new AnswerCurvesOptions());

    static AnswerCurve CurveOf(ModelAnswer answer, Table used, string name, int[] kept, DependenceOptions options)
    {
        var curves = IndividualCurves.Of(answer.Model, used, name, options);
        var field = answer.FieldOf(name);
        var effects = HasOrder(used[name])
            ? AccumulatedEffects.Of(answer.Model, used, name, new EffectOptions { Intervals = options.GridSize, Class = options.Class, MaxThreads = options.MaxThreads, CancellationToken = options.CancellationToken })
            : null;
        return new AnswerCurve
        {
            Answer = answer.Name,
            Class = answer.Model is ClassifierModel classifier ? classifier.Classes[answer.Class] : null,
            Axis = field.Type == ColumnType.Category ? curves.Axis with { Labels = curves.Axis.Labels.Select(ExplainedColumn.Cut).ToEquatableArray() } : curves.Axis,
            Means = EquatableArray.Own(curves.Mean()),
            Single = kept.SelectMany(row => curves.Curve(row).ToArray()).Select(Rounded).ToEquatableArray(),
            EffectAxis = effects?.Axes[0],
            Effects = effects?.Effects ?? [],
        };
    }

    static bool CanTry(Column column, Field field, AnswerCurvesOptions options)
    {
        if (column.MissingCount == column.Length || column is not (Column<double> or Column<long> or Column<bool> or Column<DateTime> or CategoryColumn) || field.Type is ColumnType.String or ColumnType.Sparse)
        {
            return false;
        }

        return column is CategoryColumn category
            ? field.Levels.Union(category.Levels).Count() <= options.Values
            : column is not Column<double> numbers || numbers.Values.ContainsAnyInRange(double.MinValue, double.MaxValue);
    }

    /// <summary>Whether effects can be accumulated along a column: it has two different values, all of them finite.</summary>
    static bool HasOrder(Column column)
    {
        var texts = Enumerable.Range(0, column.Length).Where(row => !column.IsMissing(row)).Select(column.Format).Distinct().Take(2).Count();
        return column is not CategoryColumn && texts == 2 && (column is not Column<double> numbers || !numbers.Values.ToArray().Any(double.IsInfinity));
    }

    static double Rounded(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>What does not fit in what was read; null where all does.</summary>
    string? Problem()
    {
        if (Rows.Count is 0 or > MostRows || Curves.Count > MostColumns * ExplainedSample.MostOutputs)
        {
            return $"There are {Rows.Count} rows and {Curves.Count} curves, expected 1 to {MostRows} and at most {MostColumns * ExplainedSample.MostOutputs}.";
        }

        return Curves.FirstOrDefault(own => own.Axis.Count is 0 or > MostValues || own.Means.Count != own.Axis.Count || own.Single.Count != Rows.Count * own.Axis.Count || !Fits(own.Axis)
            || (own.EffectAxis?.Count ?? 0) != own.Effects.Count || own.Effects.Count > MostValues + 1 || (own.EffectAxis is { } axis && !Fits(axis))) is { } curve
            ? $"The curve of '{curve.Axis.Column}' does not hold an answer for each of its values and {Rows.Count} rows, or has more than {MostValues} values."
            : null;
    }

    static bool Fits(DependenceAxis axis) => axis.Numbers.Count == 0 || axis.Numbers.Count == axis.Labels.Count;
}
