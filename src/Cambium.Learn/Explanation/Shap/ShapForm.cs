using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A model as exact SHAP methods see it: margins that are sums, and a link that makes answers of them.</summary>
abstract class ShapForm
{
    private protected ShapForm(Model model, EquatableArray<Feature> features, ShapLink link)
        : this(model, features, link, features.Select(feature => feature.Name).ToEquatableArray())
    {
    }

    /// <summary>A model that rests on others.</summary>
    private protected ShapForm(Model model, ShapLink link)
        : this(model, [], link, model.Input.Fields.Select(field => field.Name).ToEquatableArray())
    {
    }

    /// <summary>A model with what its values are told of.</summary>
    private protected ShapForm(Model model, EquatableArray<Feature> features, ShapLink link, EquatableArray<string> columns) =>
        (Model, Features, Link, Columns) = (model, features, link, columns);

    internal Model Model { get; }

    /// <summary>What the model reads; none where it rests on others.</summary>
    internal EquatableArray<Feature> Features { get; }

    internal ShapLink Link { get; }

    /// <summary>What has a value: the model's columns, or the words of those that hold vectors.</summary>
    internal EquatableArray<string> Columns { get; }

    /// <summary>Whether there are exact values at all, which a model that rests on others has only where all of those have.</summary>
    internal virtual bool IsExact => true;

    /// <summary>Whether answers, not only margins, are explained against a background.</summary>
    internal virtual bool HasAnswers => Link != ShapLink.Order;

    /// <summary>Whether what adds up are margins, of which a link makes the answers.</summary>
    internal virtual bool HasMargins => Link != ShapLink.None;

    /// <summary>The values for rows.</summary>
    /// <exception cref="ArgumentException">What is asked needs a background, or cannot be had.</exception>
    /// <exception cref="TableException">The rows or the background do not fit the model.</exception>
    internal abstract ShapValues Values(Table rows, ShapOptions options);

    /// <summary>The interaction values for rows.</summary>
    /// <exception cref="ArgumentException">What is asked cannot be had.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    internal abstract ShapInteractions Interactions(Table rows, ShapOptions options);

    /// <summary>Whether values are to be had without a background.</summary>
    internal virtual bool NeedsNoBackground => false;

    /// <summary>About how many steps the values of one row take.</summary>
    internal virtual double ValueWork => Columns.Count;

    /// <summary>About how many steps the interaction values of one row take; infinite where there are none.</summary>
    internal virtual double PairWork => double.PositiveInfinity;

    /// <summary>What the values of one row take where parts are asked: as much as theirs together, and times some rows of a background where they need one.</summary>
    private protected static double WorkOf(IEnumerable<Model> parts, bool withBackground) =>
        (withBackground ? 20 : 1) * parts.Sum(part => part.ShapInside?.ValueWork ?? double.PositiveInfinity);

    /// <summary>Whether margins are explained, or what the link makes of them.</summary>
    private protected ShapLink Explained(ShapOptions options) => options.Output == ShapOutput.Margin ? ShapLink.None : Link;

    /// <summary>What is explained, in words.</summary>
    private protected EquatableArray<string> Names(ShapOptions options)
    {
        var isAnswer = options.Output == ShapOutput.Answer || Link == ShapLink.None;
        return Model switch
        {
            ClassifierModel classifier => Told(classifier.Classes)
                .Select(name => isAnswer ? $"probability of {name}" : Link == ShapLink.Logistic ? $"log-odds of {name}" : $"margin of {name}").ToEquatableArray(),
            RegressorModel => [isAnswer ? Model.Target : $"logarithm of {Model.Target}"],
            _ => [isAnswer ? "outlier score" : "logarithm to base 2 of outlier score"],
        };
    }

    /// <summary>The classes that are told of: of two the second.</summary>
    private protected static EquatableArray<string> Told(EquatableArray<string> classes) => classes.Count == 2 ? [classes[1]] : classes;

    private protected ShapScale Scale(ShapOptions options) =>
        options.Output == ShapOutput.Margin && Link != ShapLink.None ? ShapScale.Margin : Model is ClassifierModel ? ShapScale.Probability : ShapScale.Value;

    /// <summary>Whether the places of vectors are told of one by one.</summary>
    private protected bool IsByWord(ShapOptions options) => options.Words && Model.Input.Fields.Any(field => field.Type == ColumnType.Sparse);

    /// <summary>The features one number each, with the column that each is of: a place of a vector is one.</summary>
    private protected ModelFeature[] Wide()
    {
        var starts = WideFeatures.Starts(Features);
        return [.. WideFeatures.DistinctNames(Model.Input).Select((name, place) => new ModelFeature(name, [Features[WideFeatures.ColumnOf(starts, place)].Name]))];
    }

    /// <summary>The answers for margins, n × k.</summary>
    private protected static double[] Answers(ShapLink link, double[] margins, int outputs)
    {
        if (link == ShapLink.None)
        {
            return margins;
        }

        var answers = new double[margins.Length];
        for (var start = 0; start < margins.Length; start += outputs)
        {
            ShapLinks.Apply(link, margins.AsSpan(start, outputs), answers.AsSpan(start, outputs));
        }

        return answers;
    }

    /// <summary>The mean of each output over rows.</summary>
    private protected static double[] Means(double[] answers, int outputs)
    {
        var means = new double[outputs];
        for (var i = 0; i < answers.Length; i++)
        {
            means[i % outputs] += answers[i];
        }

        return Array.ConvertAll(means, sum => sum / (answers.Length / outputs));
    }

    /// <summary>The features where there are no steps: the columns themselves.</summary>
    private protected EquatableArray<ModelFeature> OwnFeatures => Columns.Select(name => new ModelFeature(name, [name])).ToEquatableArray();
}
