using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A model whose answer is a weighted mean of its parts' answers, as SHAP sees it: values are linear in the model, so that its own are the weighted means of the parts'.</summary>
/// <remarks>Source: L. S. Shapley, "A Value for n-Person Games", 1953 (additivity); S. M. Lundberg, S.-I. Lee, 2017.</remarks>
sealed class SumShapForm : ShapForm
{
    readonly ShapShare[] _shares;

    SumShapForm(Model model, ShapShare[] shares)
        : base(model, ShapLink.None) =>
        _shares = shares;

    internal override bool IsExact => _shares.All(share => share.Part.HasShap);

    internal override bool HasAnswers => IsExact;

    internal override bool NeedsNoBackground => _shares.All(share => share.Part is { HasShapMargins: false, ShapInside.NeedsNoBackground: true });

    internal override double ValueWork => WorkOf(_shares.Select(share => share.Part), !NeedsNoBackground);

    /// <summary>The mean of models.</summary>
    /// <param name="weights">How much each counts; none: all alike.</param>
    internal static SumShapForm Mean(Model model, IReadOnlyList<Model> parts, double[] weights)
    {
        var classes = model is ClassifierModel classifier ? Told(classifier.Classes) : [];
        var total = weights.Length == 0 ? parts.Count : weights.Sum();
        return new SumShapForm(
            model,
            [.. parts.Select((part, i) => (part, Share: (weights.Length == 0 ? 1 : weights[i]) / total)).Where(pair => pair.Share > 0).Select(pair => ShapShare.Of(pair.part, classes).Times(pair.Share))]);
    }

    internal override ShapValues Values(Table rows, ShapOptions options)
    {
        foreach (var share in _shares)
        {
            ShapRefusal.ThrowUnlessExact(Model, share.Part);
            ShapRefusal.ThrowIfMarginsWithoutBackground(Model, share.Part, options);
        }

        var tally = new ShapTally(rows.RowCount, Columns, new double[_shares[0].Constants.Length]);
        for (var i = 0; i < _shares.Length; i++)
        {
            tally.Add(_shares[i].Part.ShapOf(rows, OfPart(options, i)), _shares[i]);
        }

        return tally.Result(Scale(options), Names(options), "averaged");
    }

    internal override ShapInteractions Interactions(Table rows, ShapOptions options)
    {
        ShapRefusal.ThrowIfBackground(options);
        foreach (var share in _shares)
        {
            ShapRefusal.ThrowUnlessExact(Model, share.Part);
            ShapRefusal.ThrowIfMarginsInteract(Model, share.Part);
        }

        var (outputs, p) = (_shares[0].Constants.Length, Columns.Count);
        ShapRefusal.ThrowIfTooMany((long)rows.RowCount * outputs * p * p);
        var values = new double[rows.RowCount * outputs * p * p];
        var tally = new ShapTally(rows.RowCount, [], new double[outputs]);
        for (var i = 0; i < _shares.Length; i++)
        {
            var own = _shares[i].Part.ShapInteractionsOf(rows, OfPart(options, i));
            var places = ShapTally.Places(own.Columns, Columns);
            int[] squares = [.. places.SelectMany(a => places.Select(b => (a * p) + b))];
            ShapTally.Add(own.Values.Span, squares, _shares[i].Weights, outputs, values, p * p);
            tally.AddAnswers(own.Method, own.BaseValues, own.Answers, _shares[i]);
        }

        var sums = tally.Result(Scale(options), Names(options), "averaged");
        return new ShapInteractions
        {
            Method = sums.Method,
            Scale = sums.Scale,
            Outputs = sums.Outputs,
            Columns = Columns,
            RowCount = rows.RowCount,
            BaseValues = sums.BaseValues,
            Values = EquatableArray.Own(values),
            Answers = sums.Answers,
        };
    }

    /// <summary>How a part is asked: its answers are what is added up.</summary>
    internal static ShapOptions OfPart(ShapOptions options, int part) => options with
    {
        Output = ShapOutput.Answer,
        Progress = options.Progress is { } listener ? new PartProgress(listener, $"model {part + 1}") : null,
    };
}
