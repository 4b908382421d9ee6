using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted steps one after another, as one step.</summary>
public sealed class TransformPipelineModel : TransformModel
{
    readonly TransformModel[] _steps;

    internal TransformPipelineModel(TransformPipeline recipe, TransformModel[] steps)
    {
        Recipe = recipe;
        _steps = steps;
    }

    /// <inheritdoc/>
    public override TransformPipeline Recipe { get; }

    /// <summary>The fitted steps, in order.</summary>
    public EquatableArray<TransformModel> Steps => _steps.ToEquatableArray();

    /// <inheritdoc/>
    public override Table Apply(Table rows) => PipelineSteps.Apply(_steps, rows);

    internal override IEnumerable<MadeColumn> Made
    {
        get
        {
            var sources = new Dictionary<string, EquatableArray<string>>();
            foreach (var step in _steps)
            {
                var made = step.Made
                    .Select(column => (column.Name, Of: column.Sources.SelectMany(source => sources.TryGetValue(source, out var of) ? of : [source]).Distinct().ToEquatableArray()))
                    .ToArray();
                foreach (var (name, of) in made)
                {
                    sources[name] = of;
                }
            }

            return sources.Select(column => new MadeColumn(column.Key, column.Value));
        }
    }

    internal override void Write(ModelWriter writer) => PipelineSteps.Write(_steps, writer);

    internal static TransformPipelineModel Read(TransformPipeline recipe, ModelReader reader) => new(recipe, PipelineSteps.Read(recipe.Steps, reader));
}
