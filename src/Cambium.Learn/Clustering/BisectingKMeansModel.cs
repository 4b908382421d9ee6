using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Fitted bisecting k-means: a row goes down the tree, each time to the nearer of two means.</summary>
public sealed class BisectingKMeansModel : ClustererModel
{
    readonly EquatableArray<Feature> _features;
    readonly BisectionTree _tree;

    internal BisectingKMeansModel(BisectingKMeans recipe, Schema input, BisectionTree tree)
        : base(input)
    {
        Recipe = recipe;
        _features = FeatureMatrix.FeaturesOf(input);
        _tree = tree;
        ClusterCount = (tree.Children.Length / 2) + 1;
        Centres = ClusterCentres().ToEquatableArray();
    }

    /// <inheritdoc/>
    public override BisectingKMeans Recipe { get; }

    /// <inheritdoc/>
    public override int ClusterCount { get; }

    /// <summary>The mean of each cluster's training rows, k × p, row-major, in the units and the order of the input's columns.</summary>
    public EquatableArray<double> Centres { get; }

    /// <summary>
    /// The partings, the first one first: two numbers each, of a later parting, or −1 − c for the cluster c. Rows nearer to the mean of its first part go to the first.
    /// </summary>
    public EquatableArray<int> Partings => _tree.Children.ToEquatableArray();

    /// <summary>Σ w ‖x − c‖² over the training rows, c the mean of the row's cluster.</summary>
    public double Inertia => _tree.Inertia;

    /// <inheritdoc/>
    public override int[] PredictClusters(Table rows)
    {
        var columns = FiniteColumns.ToPredict(rows, _features);
        var clusters = new int[rows.RowCount];
        var point = new double[columns.Length];
        for (var row = 0; row < clusters.Length; row++)
        {
            for (var feature = 0; feature < point.Length; feature++)
            {
                point[feature] = columns[feature].Span[row];
            }

            clusters[row] = ClusterOf(point);
        }

        return clusters;
    }

    /// <summary>The centres, one a line.</summary>
    public override string ToString() => $"bisecting k-means: {ClusterCount} clusters, inertia {Inertia:G6}\n{CentreTable.Format(Input, Centres.Span)}";

    internal override void Write(ModelWriter writer)
    {
        writer.Array("children", _tree.Children);
        writer.Array("centres", _tree.Centres);
        writer.Array("inertia", [_tree.Inertia]);
    }

    internal static BisectingKMeansModel Read(BisectingKMeans recipe, ModelHeader header, ModelReader reader)
    {
        var children = reader.Array<int>("children");
        var partings = children.Length / 2;
        var used = new bool[(2 * partings) + 1];
        for (var i = 0; i < children.Length; i++)
        {
            // A parting comes after the one it belongs to, and each parting and cluster has one place: so every row comes to an end, and each end is a cluster of its own.
            var (child, place) = (children[i], children[i] >= 0 ? children[i] : partings - 1 - (long)children[i]);
            if ((child >= 0 && child <= i / 2) || place >= used.Length || (child >= partings) || used[place] || children.Length % 2 != 0)
            {
                throw new ModelFormatException($"weights.safetensors: 'children' is no tree of partings at item {i}. The file is damaged; save the model again.");
            }

            used[place] = true;
        }

        var count = Math.Max(1L, children.Length) * header.Input.Fields.Count;
        if (count > Array.MaxLength)
        {
            throw new ModelFormatException(
                $"weights.safetensors: 'children' has {children.Length} items, too many for {header.Input.Fields.Count} features. The file is damaged; save the model again.");
        }

        var centres = reader.Finite("centres", count);
        return new BisectingKMeansModel(recipe, header.Input, new BisectionTree(children, centres, reader.Finite("inertia", 1)[0]));
    }

    int ClusterOf(ReadOnlySpan<double> point)
    {
        if (_tree.Children.Length == 0)
        {
            return 0;
        }

        var p = point.Length;
        var parting = 0;
        while (parting >= 0)
        {
            var first = SquaredDistance(point, _tree.Centres.AsSpan(2 * parting * p, p));
            var second = SquaredDistance(point, _tree.Centres.AsSpan(((2 * parting) + 1) * p, p));
            parting = _tree.Children[(2 * parting) + (second < first ? 1 : 0)];
        }

        return -1 - parting;
    }

    double[] ClusterCentres()
    {
        var p = Input.Fields.Count;
        var centres = new double[ClusterCount * p];
        if (_tree.Children.Length == 0)
        {
            return _tree.Centres;
        }

        for (var i = 0; i < _tree.Children.Length; i++)
        {
            if (_tree.Children[i] < 0)
            {
                _tree.Centres.AsSpan(i * p, p).CopyTo(centres.AsSpan((-1 - _tree.Children[i]) * p, p));
            }
        }

        return centres;
    }

    static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        }

        return sum;
    }
}
