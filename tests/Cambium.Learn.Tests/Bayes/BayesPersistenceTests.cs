using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>What saved naive Bayes models are refused for; the round trip is among the conformance tests.</summary>
public sealed class BayesPersistenceTests
{
    static readonly ModelHeader Header = new(
        new Schema([new Field("a", ColumnType.Float64), new Field("b", ColumnType.Sparse) { Width = 2 }]), "y", ["no", "yes"]);

    [Fact]
    public void Another_number_of_weights_is_refused()
    {
        var error = Assert.Throws<ModelFormatException>(() => Multinomial(Header, [-1, -1, -1, -1, -1]));

        Assert.Equal("weights.safetensors: 'log_shares' has 5 items, expected 6. The file is damaged; save the model again.", error.Message);
    }

    [Fact]
    public void A_logarithm_above_0_is_refused()
    {
        var error = Assert.Throws<ModelFormatException>(() => Multinomial(Header, [-1, -1, 0.5, -1, -1, -1]));

        Assert.Equal("weights.safetensors: item 2 of 'log_shares' is above 0, which no logarithm of a probability is. The file is damaged; save the model again.", error.Message);
    }

    [Fact]
    public void One_class_and_more_features_than_fit_are_refused()
    {
        var one = Assert.Throws<ModelFormatException>(() => Multinomial(Header with { Classes = ["no"] }, []));
        var wide = new Schema([new Field("a", ColumnType.Sparse) { Width = int.MaxValue }, new Field("b", ColumnType.Sparse) { Width = 2 }]);
        var many = Assert.Throws<ModelFormatException>(() => Multinomial(Header with { Input = wide }, []));

        Assert.Equal("model.json: a naive Bayes has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.", one.Message);
        Assert.Equal("model.json: 'input' has 2147483649 features, at most 2147483591 are possible. The file is damaged; save the model again.", many.Message);
    }

    [Fact]
    public void A_variance_of_0_is_refused()
    {
        var error = Assert.Throws<ModelFormatException>(() => GaussianNaiveBayesModel.Read(
            new GaussianNaiveBayes(),
            Header,
            new ModelReader([], new Dictionary<string, Array> { ["log_priors"] = new double[] { -1, -1 }, ["means"] = new double[6], ["variances"] = new double[] { 1, 1, 1, 0, 1, 1 } })));

        Assert.Equal("weights.safetensors: item 3 of 'variances' is 0, expected a number above 0. The file is damaged; save the model again.", error.Message);
    }

    [Theory]
    [InlineData("""{ "name": "a", "type": "float64", "width": 3 }""", "column 'a' in 'input' is of type Float64, 3 wide and names 0 features")]
    [InlineData("""{ "name": "a", "type": "sparse", "width": -1 }""", "column 'a' in 'input' is of type Sparse, -1 wide and names 0 features")]
    [InlineData("""{ "name": "a", "type": "sparse", "width": 2, "feature_names": ["x"] }""", "column 'a' in 'input' is of type Sparse, 2 wide and names 1 features")]
    public void A_width_that_does_not_fit_is_refused(string field, string what)
    {
        var json = new JsonObject { ["input"] = JsonNode.Parse($$"""{ "fields": [{{field}}] }""") };

        var error = Assert.Throws<ModelFormatException>(() => new ModelReader(json, new Dictionary<string, Array>()).Schema("input"));

        Assert.Equal(
            $"model.json: {what}; only a sparse column has a width, and as many names as it is wide, or none. The file is damaged or was edited; save the model again.",
            error.Message);
    }

    static MultinomialNaiveBayesModel Multinomial(ModelHeader header, double[] shares) =>
        MultinomialNaiveBayesModel.Read(
            new MultinomialNaiveBayes(), header, new ModelReader(new JsonObject(), new Dictionary<string, Array> { ["log_priors"] = new double[] { -1, -1 }, ["log_shares"] = shares }));
}
