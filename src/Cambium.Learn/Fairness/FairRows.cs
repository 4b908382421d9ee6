using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Training rows whose classes and weights are changed so that a classifier, fitted on them, keeps to a constraint.</summary>
sealed class FairRows
{
    readonly Table _features;
    readonly string _target;
    readonly string _weight;
    readonly Classifier _recipe;
    readonly FitOptions _options;
    readonly EquatableArray<string> _classes;
    int _fits;

    /// <summary>Makes rows ready.</summary>
    /// <param name="recipe">The classifier.</param>
    /// <param name="seen">The rows as it may see them, without weights.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="rows">Classes and weights.</param>
    /// <param name="codes">The group of each row.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="constraint">The constraint and its bound.</param>
    /// <param name="options">The options of the fit.</param>
    internal FairRows(Classifier recipe, Table seen, string target, ComposedRows rows, int[] codes, int groups, (FairConstraint Kind, double Bound) constraint, FitOptions options)
    {
        (_recipe, _target, _options, _classes) = (recipe, target, options, rows.Classes);
        _features = seen.Drop(target);
        _weight = WeightClasses.FreeName(_features, target);
        var weights = rows.Weights.Length == 0 ? Enumerable.Repeat(1.0, rows.Count).ToArray() : rows.Weights;
        Moments = FairMoments.Of(constraint.Kind, constraint.Bound, codes, groups, Array.ConvertAll(rows.Codes, code => code == 1), weights);
    }

    internal FairMoments Moments { get; }

    /// <summary>Fits the classifier that errs and breaks the constraint least by the multipliers of the cells.</summary>
    internal FairMember Best(double[] ofCells)
    {
        var costs = Moments.Costs(ofCells);
        var labels = CategoryColumn.FromValues(_target, Array.ConvertAll(costs, cost => cost < 0 ? _classes[1] : _classes[0]));
        var train = _features.With(labels).With(Column.Of(_weight, Array.ConvertAll(costs, Math.Abs)));
        // Multipliers may be so large that one class serves all rows best; few learners take one.
        var counted = costs.Where(cost => cost != 0).Select(cost => cost < 0).Distinct().Count();
        var recipe = counted < 2 ? new PriorClassifier() : _recipe;
        var model = recipe.Fit(train, _target, Parts.For(_options, $"model {++_fits}") with { Weight = _weight, Validation = null });
        var calls = Parts.Calls(model, _features, _classes);
        return new FairMember(model, calls, Moments.Error(calls), Moments.Of(calls));
    }
}
