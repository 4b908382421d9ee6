using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Arrays of trees that could not have been written are refused before they can be walked.</summary>
public sealed class ForestDamageTests
{
    const string Advice = "The file is damaged; save the model again.";

    static readonly RandomForestClassifierModel Forest = new RandomForestClassifier { Trees = 2, MaxDepth = 3 }.Fit(TreeTables.Random(600, classes: 2), "y");
    static readonly DecisionTreeClassifierModel Tree = new DecisionTreeClassifier { MaxDepth = 3 }.Fit(TreeTables.Random(600, classes: 2), "y");

    [Theory]
    [InlineData("tree_nodes", 0, 1, "0")]
    [InlineData("tree_nodes", 1, 0, "a number from 1 to 30")]
    [InlineData("tree_nodes", 2, 29, "30")]
    [InlineData("node_next", 0, 0, "a node from 1 to 13")]
    [InlineData("node_next", 0, 14, "a node from 1 to 13")]
    [InlineData("node_feature", 0, 4, "a feature from 0 to 3")]
    public void A_forests_number_that_cannot_be_is_refused(string name, int place, int value, string expected)
    {
        var (json, arrays) = Written(Forest.Write);
        Assert.Equal(30, ((byte[])arrays["node_flags"]).Length);
        ((int[])arrays[name])[place] = value;

        var error = Assert.Throws<ModelFormatException>(() => ReadForest(json, arrays));

        Assert.Equal($"weights.safetensors: item {place} of the trees' '{name}' is {value}, expected {expected}. {Advice}", error.Message);
    }

    [Theory]
    [InlineData("answers", 1.5, "a number from 0 to 1")]
    [InlineData("answers", double.NaN, "a number from 0 to 1")]
    [InlineData("importances", -0.1, "a number from 0 to 1")]
    [InlineData("out_of_bag_score", 2, "at most 1")]
    public void A_forests_share_that_cannot_be_is_refused(string name, double value, string expected)
    {
        var (json, arrays) = Written(Forest.Write);
        ((double[])arrays[name])[0] = value;

        var error = Assert.Throws<ModelFormatException>(() => ReadForest(json, arrays));

        Assert.Equal($"weights.safetensors: item 0 of the trees' '{name}' is {value}, expected {expected}. {Advice}", error.Message);
    }

    [Fact]
    public void A_forest_of_another_number_of_trees_is_refused()
    {
        var (json, arrays) = Written(Forest.Write);

        var error = Assert.Throws<ModelFormatException>(() =>
            RandomForestClassifierModel.Read(Forest.Recipe with { Trees = 3 }, new ModelHeader(Forest.Input, Forest.Target, Forest.Classes), new ModelReader(json, arrays)));

        Assert.Equal($"weights.safetensors: item 0 of the trees' 'tree_nodes' is 2, expected 3 trees. {Advice}", error.Message);
    }

    [Theory]
    [InlineData("node_left", 0, 0, "a node from 1 to 13, each once")]
    [InlineData("node_left", 1, 1, "a node from 2 to 13, each once")]
    [InlineData("node_feature", 0, -2, "a feature from 0 to 3, or -1 for a leaf")]
    [InlineData("node_feature", 0, -1, null)]
    [InlineData("node_rows", 0, 0, "a number above 0")]
    public void A_trees_number_that_cannot_be_is_refused(string name, int place, int value, string? expected)
    {
        var (json, arrays) = Written(Tree.Write);
        Assert.Equal(15, ((int[])arrays["node_left"]).Length);
        ((int[])arrays[name])[place] = value;

        var error = Assert.Throws<ModelFormatException>(() =>
            DecisionTreeClassifierModel.Read(Tree.Recipe, new ModelHeader(Tree.Input, Tree.Target, Tree.Classes), new ModelReader(json, arrays)));

        // Without its root's question the nodes below are nobody's children.
        Assert.Equal(
            expected is null
                ? $"weights.safetensors: item 1 of the trees' 'node_left' is {((int[])arrays["node_left"])[1]}, expected every node but the first to be a child. {Advice}"
                : $"weights.safetensors: item {place} of the trees' '{name}' is {value}, expected {expected}. {Advice}",
            error.Message);
    }

    [Fact]
    public void Questions_that_share_their_levels_are_refused()
    {
        var tree = new DecisionTreeClassifier { MaxDepth = 6 }.Fit(TreeTables.Random(600, classes: 2), "y");
        var (json, arrays) = Written(tree.Write);
        var flags = (byte[])arrays["node_flags"];
        var categories = Enumerable.Range(0, flags.Length).Where(node => (flags[node] & 2) != 0).Take(2).ToArray();
        ((int[])arrays["node_levels"])[categories[1]] = 0;

        var error = Assert.Throws<ModelFormatException>(() =>
            DecisionTreeClassifierModel.Read(tree.Recipe, new ModelHeader(tree.Input, tree.Target, tree.Classes), new ModelReader(json, arrays)));

        Assert.Equal(
            $"weights.safetensors: item {categories[1]} of the trees' 'node_levels' is 0, expected 1, where the levels of the nodes before end. {Advice}", error.Message);
    }

    [Fact]
    public void What_was_written_reads_back()
    {
        var table = TreeTables.Random(200, classes: 2, seed: 9);
        var (json, arrays) = Written(Tree.Write);

        var read = DecisionTreeClassifierModel.Read(Tree.Recipe, new ModelHeader(Tree.Input, Tree.Target, Tree.Classes), new ModelReader(json, arrays));

        Assert.Equal(Tree.ToText(), read.ToText());
        Assert.Equal(Tree.ToSvg(), read.ToSvg());
        Assert.Equal(Tree.PredictProbabilities(table), read.PredictProbabilities(table));
        Assert.Equal(Tree.Importances, read.Importances);
        Assert.Equal(Forest.PredictProbabilities(table), ReadForest(Written(Forest.Write).Json, Written(Forest.Write).Arrays).PredictProbabilities(table));
    }

    static RandomForestClassifierModel ReadForest(JsonObject json, Dictionary<string, Array> arrays) =>
        RandomForestClassifierModel.Read(Forest.Recipe, new ModelHeader(Forest.Input, Forest.Target, Forest.Classes), new ModelReader(json, arrays));

    static (JsonObject Json, Dictionary<string, Array> Arrays) Written(Action<ModelWriter> write)
    {
        var writer = new ModelWriter();
        write(writer);
        return (writer.Json, writer.Arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value.Clone()));
    }
}
