using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Gives a row the classes of the training rows nearest to it, each by its share of the votes.</summary>
/// <remarks>
/// <para>The probability of a class is Σ vᵢ over the neighbours i of that class, over Σ vᵢ of all k; v is the row's weight, divided by its distance with
/// <see cref="NeighbourVotes.Distance"/>. Of rows equally far, those that stand first in the training table are nearer.</para>
/// <para>Time: nothing to fit but O(n p log n) for a tree; a prediction O(n p) by brute force, about O(p log n) with few features. Memory O(n p): the model keeps the
/// training rows, their classes and an index.</para>
/// <para>Use it where rows that look alike answer alike and what alike means is known. Not for many features of which few matter, and not where a prediction must not show single
/// training rows: they are saved with the model. Features need scaling: put <c>new Standardize()</c> before it when they have different units.</para>
/// <para>Reads sparse columns and keeps them sparse: by the straight line and the cosine a prediction takes O(n + entries that share a place with the row), else O(entries).</para>
/// <para>Missing values are refused: put <c>new Impute()</c> before it. Categories are refused: put <c>new OneHot()</c> before it. A row's weight weighs its vote;
/// rows of weight 0 are as if they were not there.</para>
/// <para>Source: E. Fix, J. L. Hodges, 1951; T. M. Cover, P. E. Hart, "Nearest Neighbor Pattern Classification", 1967; S. A. Dudani, 1976 (votes by distance).</para>
/// </remarks>
public sealed record KNearestClassifier : Classifier
{
    /// <summary>k, how many nearest rows vote. Default 5. Range [1, ∞). Few follow noise, many blur.</summary>
    public int Neighbours { get; init => field = Check.AtLeast(value, 1); } = 5;

    /// <summary>How much each of them counts. Default Uniform.</summary>
    public NeighbourVotes Votes { get; init => field = Check.Defined(value); } = NeighbourVotes.Uniform;

    /// <summary>What makes rows near. Default Euclidean.</summary>
    public DistanceMetric Metric { get; init => field = Check.Defined(value); } = DistanceMetric.Euclidean;

    /// <summary>The p of the Minkowski metric. Default 3. Range [1, 100]. Ignored by all other metrics.</summary>
    public double Power { get; init => field = Check.InRange(value, 1, 100); } = 3;

    /// <summary>How neighbours are found; all ways find the same. Default Auto: a KD-tree from 1,024 rows on where there are at most 8 features, else brute force; sparse columns always by brute force.</summary>
    public NeighbourSearch Search { get; init => field = Check.Defined(value); } = NeighbourSearch.Auto;

    internal NeighbourSpace Space => new(Metric, Power);

    /// <inheritdoc/>
    public override KNearestClassifierModel Fit(Table train, string target, FitOptions options = default)
    {
        var data = ClassificationData.From(train, target, options, FeatureNeeds.FiniteVectors);
        var rows = KeptRows.Learn(data.Input, data.Features, data.Weights, Neighbours, Space, Search, options);
        return new KNearestClassifierModel(this, data.Input, target, data.Classes, rows, rows.Kept(data.Codes), rows.Kept(data.Weights));
    }
}
