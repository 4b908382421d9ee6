using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What is left of a <see cref="Resampler"/> after training: nothing; rows pass as they are.</summary>
public sealed class ResamplerModel : TransformModel
{
    internal ResamplerModel(Resampler recipe) => Recipe = recipe;

    /// <inheritdoc/>
    public override Resampler Recipe { get; }

    /// <inheritdoc/>
    public override Table Apply(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows;
    }

    internal override void Write(ModelWriter writer)
    {
    }

    internal static ResamplerModel Read(Resampler recipe, ModelReader reader) => new(recipe);
}
