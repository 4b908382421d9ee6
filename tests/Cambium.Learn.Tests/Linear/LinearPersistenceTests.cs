using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>What saved linear models are refused for; the round trip is among the conformance tests.</summary>
public sealed class LinearPersistenceTests
{
    static readonly ModelHeader Header = new(
        new Schema([new Field("a", ColumnType.Float64), new Field("b", ColumnType.Float64)]), "y", ["no", "yes"]);

    [Fact]
    public void A_coefficient_that_is_not_finite_is_refused()
    {
        var linear = Assert.Throws<ModelFormatException>(() => ReadLinear([1, double.NaN], [0]));
        var logistic = Assert.Throws<ModelFormatException>(() => ReadLogistic(Header, [1, 2], [double.PositiveInfinity]));

        Assert.Equal("weights.safetensors: item 1 of 'coefficients' is not finite. The file is damaged; save the model again.", linear.Message);
        Assert.Equal("weights.safetensors: item 0 of 'intercepts' is not finite. The file is damaged; save the model again.", logistic.Message);
    }

    [Fact]
    public void Another_number_of_coefficients_is_refused()
    {
        var linear = Assert.Throws<ModelFormatException>(() => ReadLinear([1, 2, 3], [0]));
        var two = Assert.Throws<ModelFormatException>(() => ReadLogistic(Header, [1], [0]));
        var three = Assert.Throws<ModelFormatException>(() => ReadLogistic(Header with { Classes = ["a", "b", "c"] }, [1, 2], [0]));

        Assert.Equal("weights.safetensors: 'coefficients' has 3 items, expected 2. The file is damaged; save the model again.", linear.Message);
        Assert.Equal("weights.safetensors: 'coefficients' has 1 items, expected 2. The file is damaged; save the model again.", two.Message);
        Assert.Equal("weights.safetensors: 'coefficients' has 2 items, expected 6. The file is damaged; save the model again.", three.Message);
    }

    [Fact]
    public void More_coefficients_than_an_array_holds_are_refused()
    {
        var wide = Header with { Input = new Schema([new Field("words", ColumnType.Sparse) { Width = 1 << 30 }]), Classes = ["a", "b", "c", "d"] };

        // Four times 2³⁰ is 0 in 32 bits.
        var error = Assert.Throws<ModelFormatException>(() => ReadLogistic(wide, [], [0, 0, 0, 0]));

        Assert.Equal(
            "model.json: 4 planes of so many features make 4294967296 numbers, at most 2147483591 are possible. The file is damaged; save the model again.", error.Message);
    }

    [Theory]
    [InlineData("[2]", 2)]
    [InlineData("[1,1]", 1)]
    [InlineData("[1,0]", 0)]
    [InlineData("[-1]", -1)]
    public void Aliased_columns_that_are_not_there_are_refused(string aliased, int named)
    {
        var json = new JsonObject { ["rank"] = 2, ["aliased"] = JsonNode.Parse(aliased) };
        var arrays = new Dictionary<string, Array> { ["coefficients"] = new[] { 1.0, 2 }, ["intercept"] = new[] { 0.0 } };

        var error = Assert.Throws<ModelFormatException>(() => LinearRegressionModel.Read(new LinearRegression(), Header, new ModelReader(json, arrays)));

        Assert.Equal(
            $"model.json: 'aliased' holds {named}, expected ascending numbers of the 2 columns, from 0 on. The file is damaged or was edited; save the model again.",
            error.Message);
    }

    [Fact]
    public void A_logistic_regression_of_one_class_is_refused()
    {
        var error = Assert.Throws<ModelFormatException>(() => ReadLogistic(Header with { Classes = ["a"] }, [1, 2], [0]));

        Assert.Equal(
            "model.json: a logistic regression has at least two classes, but 'classes' has 1. The file is damaged or was edited; save the model again.",
            error.Message);
    }

    static LinearRegressionModel ReadLinear(double[] coefficients, double[] intercept) =>
        LinearRegressionModel.Read(
            new LinearRegression(),
            Header,
            new ModelReader(new JsonObject { ["rank"] = 2 }, new Dictionary<string, Array> { ["coefficients"] = coefficients, ["intercept"] = intercept }));

    static LogisticRegressionModel ReadLogistic(ModelHeader header, double[] coefficients, double[] intercepts) =>
        LogisticRegressionModel.Read(
            new LogisticRegression(),
            header,
            new ModelReader(
                new JsonObject { ["converged"] = true, ["iterations"] = 3 },
                new Dictionary<string, Array> { ["coefficients"] = coefficients, ["intercepts"] = intercepts, ["gradient_norm"] = new[] { 1e-9 } }));
}
