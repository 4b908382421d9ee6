using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// The SHAP values of a sample of rows with the rows' own values: enough to draw what moves a model's answers, and of a bounded size (200 rows, 50 columns, 5 classes), so that it can be kept beside the
/// model. It holds values of single rows, which may be nobody else's business.
/// </summary>
/// <remarks>
/// The column that a column acts together with most has the largest mean magnitude of SHAP interaction values with it where trees tell these quickly, else the one whose values explain most of how its
/// SHAP values differ between rows of about the same value (<see cref="PartnerMethod"/>). Source: S. M. Lundberg, S.-I. Lee, "A Unified Approach to Interpreting Model Predictions", 2017; S. M. Lundberg et
/// al., "From Local Explanations to Global Understanding with Explainable AI for Trees", 2020 (dependence coloured by interaction).
/// </remarks>
public sealed record ExplainedSample
{
    /// <summary>The most rows that one holds.</summary>
    public const int MostRows = 200;

    /// <summary>The most columns that one holds.</summary>
    public const int MostColumns = 50;

    /// <summary>The most outputs that one holds.</summary>
    public const int MostOutputs = 5;

    static readonly JsonSerializerOptions Compact = new(ModelJson.Options) { WriteIndented = false };

    /// <inheritdoc cref="ShapValues.Method"/>
    public required string Method { get; init; }

    /// <inheritdoc cref="ShapValues.Scale"/>
    public required ShapScale Scale { get; init; }

    /// <summary>The column that the model predicts; empty where it has none.</summary>
    public required string Target { get; init; }

    /// <summary>How many rows the mean magnitudes are over.</summary>
    public required int UsedRows { get; init; }

    /// <summary>How many columns are left out, and added up.</summary>
    public required int OtherColumns { get; init; }

    /// <summary>How many classes are left out.</summary>
    public required int OtherClasses { get; init; }

    /// <summary>How the column was found that a column acts together with: "SHAP interactions", or "differences among rows of about the same value".</summary>
    public required string PartnerMethod { get; init; }

    /// <summary>The rows, n, as they stood in the table.</summary>
    public required EquatableArray<ExplainedRow> Rows { get; init; }

    /// <summary>The columns with the rows' values, p, those that count most first.</summary>
    public required EquatableArray<ExplainedColumn> Columns { get; init; }

    /// <summary>What is explained: one for numbers and two classes (the second), of more classes those that the model names most often.</summary>
    public required EquatableArray<ExplainedOutput> Outputs { get; init; }

    /// <summary>The sample as JSON on one line; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Compact);

    /// <summary>Reads a sample that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no such sample.</exception>
    public static ExplainedSample FromJson(string json)
    {
        var sample = CurveJson.Read<ExplainedSample>(json, "explained rows");
        return sample.Problem() is { } problem ? throw new JsonException(problem) : sample;
    }

    /// <summary>Explains a model by rows, exactly where there is a method for its kind (<see cref="Model.Shap(Table, ShapOptions)"/>), else by <see cref="KernelShap"/>.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="rows">Rows with the model's columns; the target's truth is kept where it is there.</param>
    /// <param name="options">How much to keep, background, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, or the model has no number to explain.</exception>
    /// <exception cref="TableException">There are no rows, or they do not fit the model.</exception>
    public static ExplainedSample Of(Model model, Table rows, ExplainedSampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return new ExplainedSampleWriter(model, rows, options).Write();
    }

    /// <inheritdoc cref="Of(Model, Table, ExplainedSampleOptions)"/>
    public static ExplainedSample Of(Model model, Table rows) => Of(model, rows, new ExplainedSampleOptions());

    /// <summary>The SHAP values of a row, in the order of <see cref="Columns"/>.</summary>
    /// <param name="row">From 0 to the number of rows − 1.</param>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public ReadOnlySpan<double> Of(int row, int output = 0)
    {
        CheckPlace(row, output);
        return Outputs[output].Values.Span.Slice(row * Columns.Count, Columns.Count);
    }

    /// <summary>A row's answer in words: what the model says, what is true, and what moved the answer most.</summary>
    /// <param name="row">From 0 to the number of rows − 1.</param>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public string Sentence(int row, int output = 0)
    {
        var values = Of(row, output).ToArray();
        var (told, named) = (Outputs[output], Rows[row]);
        var contributions = Enumerable.Range(0, values.Length)
            .OrderByDescending(column => Math.Abs(values[column]))
            .Select(column => new Contribution(Columns[column].Name, Columns[column].Texts[row], values[column]));
        return $"{CaseSentence.Says(Target, named.Label, told.Class, told.Predicted[row], named.Truth)} {CaseSentence.Movers([.. contributions], told.Class)}";
    }

    /// <summary>The columns' mean magnitudes as a small table.</summary>
    public override string ToString() => string.Join("\n", Outputs.Select(output =>
        $"Mean magnitudes of the SHAP values of {output.Name} over {UsedRows} rows, {Rows.Count} kept ({Method})\n" +
        TextTable.Of(Columns.Select((column, place) => (string[])[column.Name, TextTable.Number(output.Magnitudes[place])]))));

    void CheckPlace(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs.Count);
    }

    /// <summary>What does not fit in what was read; null where all does.</summary>
    string? Problem()
    {
        var (n, p) = (Rows.Count, Columns.Count);
        if (n is 0 or > MostRows || p is 0 or > MostColumns || Outputs.Count is 0 or > MostOutputs)
        {
            return $"There are {n} rows, {p} columns and {Outputs.Count} outputs, expected 1 to {MostRows}, {MostColumns} and {MostOutputs}.";
        }

        if (Columns.FirstOrDefault(own => own.Numbers.Count != n || own.Texts.Count != n || own.Numbers.Any(number => own.Levels.Count > 0 && (number < 0 || number >= own.Levels.Count))) is { } column)
        {
            return $"Column '{column.Name}' does not hold {n} numbers and texts, or holds places beyond its levels.";
        }

        return Outputs.FirstOrDefault(own => own.Values.Count != n * p || own.Answers.Count != n || own.Predicted.Count != n || own.Others.Count != n || own.Magnitudes.Count != p
            || own.Partners.Count != p || own.Partners.Any(place => place < -1 || place >= p)) is { } output
            ? $"Output '{output.Name}' does not hold {n} × {p} values, or partners beyond the columns."
            : null;
    }
}
