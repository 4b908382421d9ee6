using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Adds to each row how strange it is.</summary>
public sealed class FlagOutliersModel : TransformModel
{
    internal FlagOutliersModel(FlagOutliers recipe, IsolationForestModel forest)
    {
        Recipe = recipe;
        Forest = forest;
    }

    /// <inheritdoc/>
    public override FlagOutliers Recipe { get; }

    /// <summary>The forest that tells.</summary>
    public IsolationForestModel Forest { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var fitting = ColumnFit.Fit(rows, Forest.Input.Fields);
        var scores = Forest.PredictScores(fitting.Select([.. Forest.Input.Fields.Select(field => field.Name)]));
        return rows.With(Column.Of(ScoreName, scores)).With(Column.Of(Recipe.Prefix, Array.ConvertAll(scores, score => score > Forest.Threshold)));
    }

    internal override IEnumerable<MadeColumn> Made
    {
        get
        {
            var sources = Forest.Input.Fields.Select(column => column.Name).ToEquatableArray();
            return [new MadeColumn(ScoreName, sources), new MadeColumn(Recipe.Prefix, sources)];
        }
    }

    string ScoreName => $"{Recipe.Prefix}_score";

    internal override void Write(ModelWriter writer)
    {
        var forest = writer.Child("forest");
        forest.Value("input", Forest.Input);
        Forest.Write(forest);
    }

    internal static FlagOutliersModel Read(FlagOutliers recipe, ModelReader reader)
    {
        var forest = reader.Child("forest");
        var header = new ModelHeader(forest.Schema("input"), "", []);
        return new FlagOutliersModel(recipe, IsolationForestModel.Read(recipe.Forest(), header, forest));
    }
}
