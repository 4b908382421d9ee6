using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Server;

/// <summary>Explained rows of one class and curves of answers as the scripts read them, in six significant digits; what is no finite number is null.</summary>
static class ExplanationData
{
    /// <summary>Escapes everything that could end the script element that holds the data.</summary>
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>The rows.</summary>
    internal static string Of(ExplainedSample sample, ExplanationChoice choice)
    {
        var output = sample.Outputs[choice.Output];
        return JsonSerializer.Serialize(
            new
            {
                output.Name,
                output.Class,
                Scale = sample.Scale.ToString(),
                Base = Rounded(output.BaseValue),
                Answers = output.Answers.Select(Rounded),
                Others = sample.OtherColumns > 0 ? output.Others.Select(Rounded) : null,
                sample.OtherColumns,
                Numbers = sample.Rows.Select(row => row.Number),
                Sentences = sample.Rows.Select((_, row) => sample.Sentence(row, choice.Output)),
                Columns = sample.Columns.Select((column, place) => new
                {
                    column.Name,
                    Kind = column.Levels.Count > 0 ? "levels" : column.Type is ColumnType.String or ColumnType.Sparse ? "text" : column.Type is ColumnType.DateTime ? "moment" : "number",
                    Levels = column.Levels.Count > 0 ? column.Levels : (IReadOnlyList<string>?)null,
                    Values = column.Numbers.Select(Rounded),
                    // Texts of numbers and levels are made of their numbers.
                    Texts = column.Levels.Count > 0 || column.Type is ColumnType.Float64 or ColumnType.Int64 ? null : (IReadOnlyList<string>?)column.Texts,
                    Shap = Enumerable.Range(0, sample.Rows.Count).Select(row => Rounded(output.Values[(row * sample.Columns.Count) + place])),
                    Magnitude = Rounded(output.Magnitudes[place]),
                    Partner = output.Partners[place],
                }),
                choice.Column,
                choice.Colour,
                choice.Row,
            },
            Json);
    }

    /// <summary>The curves of a class.</summary>
    internal static string Of(IReadOnlyList<AnswerCurve> curves, EquatableArray<int> rows, int chosen, bool isCentred) => JsonSerializer.Serialize(
        new
        {
            Rows = rows,
            Chosen = chosen,
            IsCentred = isCentred,
            Curves = curves.Select(curve => new
            {
                curve.Answer,
                curve.Axis.Column,
                curve.Axis.Labels,
                Places = Places(curve.Axis),
                Means = curve.Means.Select(Rounded),
                Single = curve.Single.Select(Rounded),
                EffectPlaces = curve.EffectAxis is { } axis ? Places(axis) : null,
                EffectLabels = curve.EffectAxis?.Labels ?? (IReadOnlyList<string>)[],
                Effects = curve.Effects.Select(Rounded),
            }),
        },
        Json);

    static IEnumerable<double?> Places(DependenceAxis axis) => axis.Numbers.Count > 0 ? axis.Numbers.Select(Rounded) : Enumerable.Range(0, axis.Count).Select(place => (double?)place);

    static double? Rounded(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
