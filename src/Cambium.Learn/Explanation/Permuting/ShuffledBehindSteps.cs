using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Answers of a model behind steps. What the steps make of the shuffled columns alone comes in their order; where a feature is made of others too, the steps are done again.
/// </summary>
sealed class ShuffledBehindSteps : ShuffledAnswers
{
    readonly Dictionary<string, string[]> _sources;
    readonly ShuffledAnswers _last;
    readonly ShuffledTable _whole;

    internal ShuffledBehindSteps(Model model, ShuffledAnswers last, ShuffledTable whole)
    {
        _sources = model.Features.ToDictionary(feature => feature.Name, feature => feature.Sources.ToArray());
        (_last, _whole) = (last, whole);
    }

    internal override Func<int[], double[]>? For(EquatableArray<string> columns)
    {
        var moved = _sources.Where(feature => feature.Value.Intersect(columns).Any()).ToArray();
        return Array.TrueForAll(moved, feature => !feature.Value.Except(columns).Any()) ? _last.For(moved.Select(feature => feature.Key).ToEquatableArray()) : _whole.For(columns);
    }
}
