using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// How much each column moved a model's answer to each row away from the base value. For every row and output, the base value and the values of all columns add up to
/// <see cref="Answers"/>.
/// </summary>
/// <remarks>
/// Columns are those of the user's table. Where a pipeline's steps make several features of a column, its value is the sum of theirs; a feature that is made of several columns is shared between
/// them in equal parts (<see cref="SharedFeatures"/>). <see cref="FeatureValues"/> are the values before that. Source: S. M. Lundberg, S.-I. Lee, "A Unified Approach to Interpreting Model
/// Predictions", 2017; S. M. Lundberg et al., "From Local Explanations to Global Understanding with Explainable AI for Trees", 2020.
/// </remarks>
public sealed record ShapValues
{
    const int ShownColumns = 20;

    /// <summary>How they were computed: "path-dependent TreeSHAP", "interventional TreeSHAP", "linear SHAP", ...</summary>
    public required string Method { get; init; }

    /// <summary>What the values add up to.</summary>
    public required ShapScale Scale { get; init; }

    /// <summary>What is explained, k texts as they stand behind "SHAP values of": "log-odds of yes", "probability of yes", "price". One for regressors and two classes (the second), else one a class.</summary>
    public required EquatableArray<string> Outputs { get; init; }

    /// <summary>The columns of the user's table, p.</summary>
    public required EquatableArray<string> Columns { get; init; }

    /// <summary>n, the number of rows.</summary>
    public required int RowCount { get; init; }

    /// <summary>The answer where no column is known, one an output.</summary>
    public required EquatableArray<double> BaseValues { get; init; }

    /// <summary>The values, n × k × p: all columns of a row's first output, then those of its next output, then the next row.</summary>
    public required EquatableArray<double> Values { get; init; }

    /// <summary>What is explained for each row, n × k, row-major, on <see cref="Scale"/>.</summary>
    public required EquatableArray<double> Answers { get; init; }

    /// <summary>What the learner reads, f features, each with the columns that it is made of; without steps, the columns themselves.</summary>
    public required EquatableArray<ModelFeature> Features { get; init; }

    /// <summary>The values of the features, n × k × f.</summary>
    public required EquatableArray<double> FeatureValues { get; init; }

    /// <summary>The names of the features that are made of several columns, whose values are shared between those in equal parts.</summary>
    public EquatableArray<string> SharedFeatures => Features.Where(feature => feature.Sources.Count > 1).Select(feature => feature.Name).ToEquatableArray();

    /// <summary>The values of a row's columns, in the order of <see cref="Columns"/>.</summary>
    /// <param name="row">From 0 to <see cref="RowCount"/> − 1.</param>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public ReadOnlySpan<double> Of(int row, int output = 0)
    {
        CheckPlace(row, output);
        return Values.Span.Slice(((row * Outputs.Count) + output) * Columns.Count, Columns.Count);
    }

    /// <summary>The mean of the values' magnitudes over the rows, one a column: which columns count most.</summary>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public double[] MeanMagnitudes(int output = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs.Count);
        var sums = new double[Columns.Count];
        for (var row = 0; row < RowCount; row++)
        {
            var values = Of(row, output);
            for (var column = 0; column < sums.Length; column++)
            {
                sums[column] += Math.Abs(values[column]);
            }
        }

        return Array.ConvertAll(sums, sum => sum / Math.Max(RowCount, 1));
    }

    /// <summary>What moved a row's answer most, in a sentence: "Moved upwards by debt = 0.61 (+0.9); downwards by income = 5,200 (−0.2)."</summary>
    /// <param name="rows">The rows that were explained, whose values the sentence tells.</param>
    /// <param name="row">From 0 to <see cref="RowCount"/> − 1. Default 0.</param>
    /// <param name="output">Which of <see cref="Outputs"/>. Default 0.</param>
    /// <param name="towards">The class whose score is explained: "towards 'yes'". Null, the default, for numbers: "upwards".</param>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or output.</exception>
    public string Movers(Table rows, int row = 0, int output = 0, string? towards = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckPlace(row, output);
        return CaseSentence.Movers(Contribution.Of(this, row, output, rows, row), towards);
    }

    /// <summary>A small table of the columns that count most: of one row their values, of more the means of their magnitudes.</summary>
    public override string ToString() => string.Join("\n", Outputs.Select((_, output) => Text(output)));

    /// <summary>The same in the columns of the table before a pipeline's steps.</summary>
    /// <param name="features">What <see cref="Columns"/> are, in their order, with the columns of that table.</param>
    /// <param name="columns">The columns of that table.</param>
    internal ShapValues In(EquatableArray<ModelFeature> features, EquatableArray<string> columns)
    {
        var sources = Sources(features, columns);
        var values = new double[checked(RowCount * Outputs.Count * columns.Count)];
        var ofFeatures = Values.Span;
        for (int at = 0, start = 0; start < values.Length; start += columns.Count)
        {
            for (var feature = 0; feature < sources.Length; feature++, at++)
            {
                foreach (var place in sources[feature])
                {
                    values[start + place] += ofFeatures[at] / sources[feature].Length;
                }
            }
        }

        return this with { Columns = columns, Values = EquatableArray.Own(values), Features = features, FeatureValues = Values };
    }

    /// <summary>The places of the columns that each feature is made of.</summary>
    internal static int[][] Sources(EquatableArray<ModelFeature> features, EquatableArray<string> columns)
    {
        var places = columns.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);

        // A feature that tells no column it is made of could be made of any.
        return [.. features.Select(feature => feature.Sources.Count == 0 ? [.. places.Values] : feature.Sources.Select(source => places[source]).ToArray())];
    }

    string Text(int output)
    {
        var single = RowCount == 1;
        var shown = single ? Of(0, output).ToArray() : MeanMagnitudes(output);
        var order = Enumerable.Range(0, shown.Length).OrderByDescending(column => Math.Abs(shown[column])).ToArray();
        var lines = order.Take(ShownColumns).Select(column => (string[])[Columns[column], TextTable.Number(shown[column])]).ToList();
        if (order.Length > ShownColumns)
        {
            var rest = order.Skip(ShownColumns).Sum(column => shown[column]);
            lines.Add([$"{order.Length - ShownColumns} more", TextTable.Number(rest)]);
        }

        var title = single
            ? $"SHAP values of {Outputs[output]}: {TextTable.Number(BaseValues[output])} without any column, {TextTable.Number(Answers[output])} for this row"
            : $"Mean magnitudes of the SHAP values of {Outputs[output]} over {RowCount} rows, around {TextTable.Number(BaseValues[output])}";
        return $"{title} ({Method})\n{TextTable.Of(lines)}";
    }

    void CheckPlace(int row, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, RowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, Outputs.Count);
    }
}
