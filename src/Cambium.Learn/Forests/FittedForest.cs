namespace Cambium.Learn;

/// <summary>What all forests know: their trees, how much each feature was of use, and how well rows out of the bag were told.</summary>
sealed class FittedForest(TreeForest trees, double[] importances, OutOfBag outOfBag)
{
    internal TreeForest Trees { get; } = trees;

    internal double[] Importances { get; } = importances;

    internal OutOfBag OutOfBag { get; } = outOfBag;

    internal void Write(ModelWriter writer)
    {
        writer.Array("importances", Importances);
        writer.Array("out_of_bag_score", new[] { OutOfBag.Score });
        writer.Array("out_of_bag", OutOfBag.Answers);
        Trees.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and refuses what could not have been written.</summary>
    /// <exception cref="ModelFormatException">An array is missing, or its values contradict each other.</exception>
    internal static FittedForest Read(ModelReader reader, ModelHeader header, int trees)
    {
        var classes = header.Classes.Count;
        var features = FeatureMatrix.FeaturesOf(header.Input);
        var importances = reader.Array<double>("importances", features.Count);
        for (var i = 0; i < importances.Length; i++)
        {
            TreeForest.Require(importances[i] is >= 0 and <= 1, "importances", i, importances[i], "a number from 0 to 1");
        }

        var score = reader.Array<double>("out_of_bag_score", 1)[0];
        TreeForest.Require(!(score > 1), "out_of_bag_score", 0, score, "at most 1");
        var outOfBag = reader.Array<double>("out_of_bag");
        TreeForest.Require(outOfBag.Length % Math.Max(classes, 1) == 0, "out_of_bag", 0, outOfBag.Length, $"a multiple of {Math.Max(classes, 1)} items");
        for (var i = 0; i < outOfBag.Length; i++)
        {
            TreeForest.Require(
                double.IsNaN(outOfBag[i]) || (classes > 0 ? outOfBag[i] is >= 0 and <= 1 : double.IsFinite(outOfBag[i])),
                "out_of_bag",
                i,
                outOfBag[i],
                classes > 0 ? "a number from 0 to 1, or NaN" : "a finite number, or NaN");
        }

        var forest = TreeForest.Read(reader, features, Math.Max(classes, 1), trees, shares: classes > 0);
        return new FittedForest(forest, importances, new OutOfBag(score, outOfBag));
    }
}
