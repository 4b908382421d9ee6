using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>How a tree's questions and answers read.</summary>
sealed class TreeWords(ExactTree tree, IReadOnlyList<Feature> features, EquatableArray<string> classes)
{
    const int MostLevels = 6;

    internal bool Classifies => classes.Count > 0;

    /// <summary>The condition under which a row goes to one of a node's children.</summary>
    internal string Condition(int node, bool left)
    {
        var asked = tree.Nodes[node];
        var name = features[asked.Feature].Name;
        var missing = asked.SawMissing && asked.MissingLeft == left ? " or missing" : "";
        if (asked.LeftLevels is { } levels)
        {
            return $"{name} in {{{Levels(asked.Feature, levels, left)}}}{missing}";
        }

        return double.IsPositiveInfinity(asked.Threshold) && asked.SawMissing && !asked.MissingLeft
            ? left ? $"{name} is there" : $"{name} is missing"
            : $"{name} {(left ? "<=" : ">")} {Number(asked.Threshold)}{missing}";
    }

    /// <summary>What a leaf here answers: "yes 93.1 %", or a number.</summary>
    internal string Answer(int node)
    {
        var value = tree.Value(node);
        if (!Classifies)
        {
            return Number(value[0]);
        }

        var best = ClassifierModel.MostProbable(value, classes.Count)[0];
        return $"{classes[best]} {Share(value[best])}";
    }

    internal int ClassOf(int node) => ClassifierModel.MostProbable(tree.Value(node), classes.Count)[0];

    internal string Rows(int node)
    {
        var (rows, weight) = (tree.Nodes[node].Rows, tree.Nodes[node].Weight);
        var text = $"{rows.ToString("N0", CultureInfo.InvariantCulture)} row{(rows == 1 ? "" : "s")}";
        return Math.Abs(weight - rows) > 1e-9 * rows ? $"{text} of weight {Number(weight)}" : text;
    }

    /// <summary>The share of a node's weight in the root's.</summary>
    internal string ShareOfAll(int node) => Share(tree.Nodes[node].Weight / tree.Nodes[0].Weight);

    internal static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    internal static string Share(double share) => $"{(100 * share).ToString("0.0", CultureInfo.InvariantCulture)} %";

    string Levels(int feature, uint[] levels, bool left)
    {
        var names = features[feature].Levels.Where((_, level) => NodeSplit.HasLevel(levels, level) == left).ToArray();
        return names.Length > MostLevels ? $"{string.Join(", ", names.Take(MostLevels))} and {names.Length - MostLevels} more" : string.Join(", ", names);
    }
}
