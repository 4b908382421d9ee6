using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Leaves out the columns that a selecting step found to be of no use.</summary>
public sealed class FeatureSelectionModel : TransformModel
{
    readonly HashSet<string> _dropped;

    internal FeatureSelectionModel(Transform recipe, EquatableArray<FeatureScore> scores)
    {
        Recipe = recipe;
        Scores = scores;
        _dropped = scores.Where(score => !score.Kept).Select(score => score.Column).ToHashSet();
    }

    /// <inheritdoc/>
    public override Transform Recipe { get; }

    /// <summary>The columns that the step looked at, with their figures, in the order of the table.</summary>
    public EquatableArray<FeatureScore> Scores { get; }

    /// <summary>The columns that stay, of those that the step looked at.</summary>
    public EquatableArray<string> Kept => Scores.Where(score => score.Kept).Select(score => score.Column).ToEquatableArray();

    /// <summary>The columns that the step leaves out.</summary>
    public EquatableArray<string> Dropped => Scores.Where(score => !score.Kept).Select(score => score.Column).ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Drop([.. rows.Columns.Select(column => column.Name).Where(_dropped.Contains)]);
    }

    /// <summary>The columns and their figures as a small table.</summary>
    public override string ToString() =>
        TextTable.Of(Scores.OrderByDescending(score => score.Score).Select(score => (string[])[score.Column, TextTable.Number(score.Score), score.Kept ? "kept" : "dropped"]));

    internal override void Write(ModelWriter writer) => writer.Value("scores", Scores);

    internal static FeatureSelectionModel Read(Transform recipe, ModelReader reader) => new(recipe, reader.Value<EquatableArray<FeatureScore>>("scores"));

    /// <summary>The model of a step that found scores.</summary>
    /// <param name="recipe">The step.</param>
    /// <param name="columns">The columns it looked at.</param>
    /// <param name="scores">A figure for each.</param>
    /// <param name="kept">Whether each stays.</param>
    /// <param name="chances">The p-value of each; null: none.</param>
    internal static FeatureSelectionModel Of(Transform recipe, IReadOnlyList<Column> columns, IReadOnlyList<double> scores, Func<int, bool> kept, IReadOnlyList<double>? chances = null) =>
        new(recipe, columns.Select((column, i) => new FeatureScore(column.Name, scores[i], kept(i)) { PValue = chances?[i] ?? double.NaN }).ToEquatableArray());
}
