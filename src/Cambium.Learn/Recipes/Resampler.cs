using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// A step that changes which training rows there are, or what they weigh, such as <c>Smote</c>; rows to predict and rows to validate on
/// pass as they are.
/// </summary>
public abstract record Resampler : SupervisedTransform
{
    private protected Resampler()
    {
    }

    private protected sealed override (TransformModel Model, StepRows Rows) FitOn(StepRows rows, Column target, FitOptions options) =>
        (new ResamplerModel(this), Resample(rows, target, options));

    /// <summary>The rows to learn from instead.</summary>
    private protected abstract StepRows Resample(StepRows rows, Column target, FitOptions options);
}
