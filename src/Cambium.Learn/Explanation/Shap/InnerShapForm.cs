using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A model that answers as the one inside does, as SHAP sees it: a threshold, prices, intervals and sets leave the answers as they are.</summary>
sealed class InnerShapForm : ShapForm
{
    readonly Model _inner;

    InnerShapForm(Model inner, Model outer)
        : base(outer, ShapLink.None) =>
        _inner = inner;

    internal override bool IsExact => _inner.ShapInside is not null;

    internal override bool HasAnswers => _inner.HasShap;

    internal override bool HasMargins => _inner.HasShapMargins;

    internal override bool NeedsNoBackground => _inner.ShapInside is { NeedsNoBackground: true };

    internal override double ValueWork => _inner.ShapInside?.ValueWork ?? double.PositiveInfinity;

    internal override double PairWork => _inner.ShapInside?.PairWork ?? double.PositiveInfinity;

    /// <summary>The form of a model around another.</summary>
    internal static ShapForm Of(Model inner, Model outer) =>
        inner is ClassifierModel some && outer is ClassifierModel all && some.Classes != all.Classes ? SumShapForm.Mean(outer, [inner], []) : new InnerShapForm(inner, outer);

    internal override ShapValues Values(Table rows, ShapOptions options) => Parts.Shap(_inner, Model, rows, options);

    internal override ShapInteractions Interactions(Table rows, ShapOptions options) => Parts.ShapInteractions(_inner, Model, rows, options);
}
