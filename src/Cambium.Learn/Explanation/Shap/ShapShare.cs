using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A part of a model that adds up its parts' answers.</summary>
/// <param name="Part">The part.</param>
/// <param name="Weights">How much each answer that is told of the part counts in each output of the whole, outputs × answers, row-major.</param>
/// <param name="Constants">What stands in each output besides.</param>
sealed record ShapShare(Model Part, double[] Weights, double[] Constants)
{
    /// <summary>The probabilities of some classes, or the number, as a part's SHAP values tell of them.</summary>
    /// <param name="classes">The classes; empty for regressors.</param>
    internal static ShapShare Of(Model part, EquatableArray<string> classes)
    {
        if (part is not ClassifierModel { Classes: var own })
        {
            return new ShapShare(part, [1], [0]);
        }

        var told = own.Count == 2 ? 1 : own.Count;
        var (weights, constants) = (new double[classes.Count * told], new double[classes.Count]);
        for (var i = 0; i < classes.Count; i++)
        {
            var place = own.IndexOf(classes[i]); // -1: the part never saw it, and its probability is 0
            if (own.Count == 2 && place >= 0)
            {
                // Of two classes the second is told of, of which the first is what is left.
                (weights[i], constants[i]) = place == 1 ? (1, 0) : (-1, 1);
            }
            else if (place >= 0)
            {
                weights[(i * told) + place] = 1;
            }
        }

        return new ShapShare(part, weights, constants);
    }

    /// <summary>The same, with the outputs weighed again.</summary>
    /// <param name="weights">New outputs × outputs, row-major.</param>
    internal ShapShare Weighed(double[] weights)
    {
        var (inner, told) = (Constants.Length, Weights.Length / Constants.Length);
        var outer = weights.Length / inner;
        var (all, constants) = (new double[outer * told], new double[outer]);
        for (var i = 0; i < outer; i++)
        {
            for (var j = 0; j < inner; j++)
            {
                constants[i] += weights[(i * inner) + j] * Constants[j];
                for (var l = 0; l < told; l++)
                {
                    all[(i * told) + l] += weights[(i * inner) + j] * Weights[(j * told) + l];
                }
            }
        }

        return new ShapShare(Part, all, constants);
    }

    /// <summary>The same, counted with a weight.</summary>
    internal ShapShare Times(double weight) => new(Part, Array.ConvertAll(Weights, own => weight * own), Array.ConvertAll(Constants, own => weight * own));
}
