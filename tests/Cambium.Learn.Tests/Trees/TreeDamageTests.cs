using System.Text.Json.Nodes;

namespace Cambium.Learn.Tests;

/// <summary>Arrays of trees that could not have been written are refused before they can be walked.</summary>
public sealed class TreeDamageTests
{
    const string Advice = "The file is damaged; save the model again.";

    static readonly BoostedTreesClassifierModel Fitted =
        new BoostedTreesClassifier { Trees = 3, Leaves = 8 }.Fit(TreeTables.Random(600, classes: 2), "y");

    [Fact]
    public void What_was_written_reads_back()
    {
        var (json, arrays) = Written();

        var table = TreeTables.Random(200, classes: 2, seed: 9);
        Assert.Equal(Fitted.PredictProbabilities(table), Read(json, arrays).PredictProbabilities(table));
        Assert.Equal(Fitted.Gains, Read(json, arrays).Gains);
    }

    [Theory]
    [InlineData("node_feature", 0, 4, "a feature from 0 to 3")]
    [InlineData("node_feature", 1, -1, "a feature from 0 to 3")]
    [InlineData("node_left", 1, 0, "a node from 2 to 6 or the complement of a leaf from 0 to 7, each once")]
    [InlineData("node_left", 0, 7, "a node from 1 to 6 or the complement of a leaf from 0 to 7, each once")]
    [InlineData("node_right", 0, -9, "a node from 1 to 6 or the complement of a leaf from 0 to 7, each once")]
    [InlineData("node_levels", 0, -7, null)]
    [InlineData("tree_nodes", 1, 8, "at least 8")]
    [InlineData("tree_nodes", 0, 1, "0")]
    [InlineData("tree_leaves", 1, 9, "8, one leaf more than nodes")]
    public void A_whole_number_that_cannot_be_is_refused(string name, int place, int value, string? expected)
    {
        var (json, arrays) = Written();
        ((int[])arrays[name])[place] = value;

        var error = Assert.Throws<ModelFormatException>(() => Read(json, arrays));

        if (name == "tree_nodes" && place == 1)
        {
            (name, place, value, expected) = ("tree_leaves", 1, 8, "9, one leaf more than nodes");
        }

        var start = $"weights.safetensors: item {place} of the trees' '{name}' is {value}, expected ";
        Assert.StartsWith(start, error.Message, StringComparison.Ordinal);
        Assert.EndsWith($". {Advice}", error.Message, StringComparison.Ordinal);
        Assert.True(expected is null || error.Message == $"{start}{expected}. {Advice}", error.Message);
    }

    [Theory]
    [InlineData("leaf_value", double.NaN, "a finite number")]
    [InlineData("leaf_value", double.PositiveInfinity, "a finite number")]
    [InlineData("node_threshold", double.NaN, "a number")]
    [InlineData("node_gain", double.NaN, "a finite number")]
    [InlineData("node_gain", double.NegativeInfinity, "a finite number")]
    public void A_number_that_cannot_be_is_refused(string name, double value, string expected)
    {
        var (json, arrays) = Written();
        ((double[])arrays[name])[2] = value;

        var error = Assert.Throws<ModelFormatException>(() => Read(json, arrays));

        Assert.Equal($"weights.safetensors: item 2 of the trees' '{name}' is {value}, expected {expected}. {Advice}", error.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_baseline_that_is_no_finite_number_is_refused(double value)
    {
        var (json, arrays) = Written();
        ((double[])arrays["baselines"])[0] = value;

        var error = Assert.Throws<ModelFormatException>(() => Read(json, arrays));

        Assert.Equal($"weights.safetensors: item 0 of the trees' 'baselines' is {value}, expected a finite number. {Advice}", error.Message);
    }

    [Fact]
    public void A_category_asked_for_as_a_number_is_refused()
    {
        var (json, arrays) = Written();
        var flags = (byte[])arrays["node_flags"];
        flags[0] ^= 2;

        var error = Assert.Throws<ModelFormatException>(() => Read(json, arrays));

        Assert.Equal($"weights.safetensors: item 0 of the trees' 'node_flags' is {flags[0]}, expected the kind of the column that the node asks for. {Advice}", error.Message);
    }

    [Fact]
    public void A_leaf_that_two_nodes_lead_to_is_refused()
    {
        var (json, arrays) = Written();
        var left = (int[])arrays["node_left"];
        var leaf = Array.FindIndex(left, child => child < 0);
        ((int[])arrays["node_right"])[leaf] = left[leaf];

        Assert.Throws<ModelFormatException>(() => Read(json, arrays));
    }

    static (JsonObject Json, Dictionary<string, Array> Arrays) Written()
    {
        var writer = new ModelWriter();
        Fitted.Write(writer);
        return (writer.Json, writer.Arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value.Clone()));
    }

    static BoostedTreesClassifierModel Read(JsonObject json, Dictionary<string, Array> arrays) =>
        BoostedTreesClassifierModel.Read(Fitted.Recipe, new ModelHeader(Fitted.Input, Fitted.Target, Fitted.Classes), new ModelReader(json, arrays));
}
