using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Answers of trees: those that ask about a shuffled column are asked again, the others once.</summary>
sealed class ShuffledTrees : ShuffledAnswers
{
    readonly ScoredTrees _trees;
    readonly FeatureMatrix _features;

    internal ShuffledTrees(ScoredTrees trees, Table rows)
    {
        _trees = trees;
        _features = FeatureMatrix.Build(rows, trees.Features);
    }

    internal override Func<int[], double[]>? For(EquatableArray<string> columns)
    {
        var places = Enumerable.Range(0, _trees.Features.Count).Where(feature => columns.Contains(_trees.Features[feature].Name)).ToArray();
        var (asking, others) = _trees.Part(places);
        if (asking is null)
        {
            return null;
        }

        var kept = others?.Invoke(_features);
        return order =>
        {
            var scores = asking(places.Aggregate(_features, (features, place) => features.With(place, Shuffled(features.Column(place), order))));
            for (var i = 0; i < scores.Length && kept is not null; i++)
            {
                scores[i] += kept[i];
            }

            return _trees.Finish(scores);
        };
    }

    static double[] Shuffled(ReadOnlySpan<double> values, int[] order)
    {
        var shuffled = new double[order.Length];
        for (var row = 0; row < order.Length; row++)
        {
            shuffled[row] = values[order[row]];
        }

        return shuffled;
    }
}
