using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving.Tests;

/// <summary>SHAP values that come with an answer.</summary>
public sealed class ExplainTests
{
    const string ThreeRows =
        """[{"width":0.5,"height":3,"colour":"red"},{"width":2.5,"height":null,"colour":"green"},{"width":7.5,"height":1,"colour":null}]""";

    static readonly Table Rows = Made();

    static readonly ServedModel Two = new("two", "1", new BoostedTreesClassifier { Trees = 5 }.Fit(Rows.Drop("kind").Drop("price"), "sold"));

    static readonly ServedModel Three = new("three", "1", new BoostedTreesClassifier { Trees = 5 }.Fit(Rows.Drop("sold").Drop("price"), "kind"));

    static readonly ServedModel Price = new("price", "1", new Standardize().Then(new BoostedTreesRegressor { Trees = 5 }).Fit(Rows.Drop("sold").Drop("kind"), "price"));

    static readonly ServedModel Nearest = new("nearest", "1", new KNearestRegressor().Fit(Rows.Select("width", "height", "price"), "price"));

    [Fact]
    public void Explained_answer_has_an_output_whose_parameters_name_columns_output_base_value_scale_and_method()
    {
        using var answer = JsonDocument.Parse(Two.Infer(Request(), TestContext.Current.CancellationToken).ToJson());

        var values = Two.Model.Shap(ThreeAsTable());
        var outputs = answer.RootElement.GetProperty("outputs");
        Assert.Equal(["prediction", "probabilities", "shap_values"], outputs.EnumerateArray().Select(output => output.GetProperty("name").GetString()));
        Assert.Equal(
            $$"""{"method":"{{values.Method}}","scale":"margin","output_0":"{{values.Outputs[0]}}","column_0":"width","column_1":"height","column_2":"colour","base_value_0":{{JsonSerializer.Serialize(values.BaseValues[0])}}}""",
            outputs[2].GetProperty("parameters").GetRawText());
        Assert.Equal(("FP64", "[3,3]"), (outputs[2].GetProperty("datatype").GetString(), outputs[2].GetProperty("shape").GetRawText()));
        Assert.Equal(values.Values, Numbers(outputs[2].GetProperty("data")));
    }

    [Fact]
    public void Base_value_and_values_add_up_to_the_log_odds_of_the_probability()
    {
        var answer = Two.Infer(Request(), TestContext.Current.CancellationToken);

        var (probabilities, shap) = (answer.Outputs[1].Data, answer.Outputs[2]);
        for (var row = 0; row < 3; row++)
        {
            var p = ((Column<double>)probabilities).Values[(row * 2) + 1];
            var sum = shap.NumericParameters[0].Value + ((Column<double>)shap.Data).Values.Slice(row * 3, 3).ToArray().Sum();
            Assert.Equal(Math.Log(p / (1 - p)), sum, 9); // both are sums of the same five trees; the logarithm loses a few digits
        }
    }

    [Fact]
    public void Three_classes_are_explained_each()
    {
        var shap = Three.Infer(Request(), TestContext.Current.CancellationToken).Outputs[2];

        Assert.Equal([3L, 3, 3], shap.Shape);
        Assert.Equal(27, shap.Data.Length);
        Assert.Equal(
            ["method", "scale", "output_0", "output_1", "output_2", "column_0", "column_1", "column_2", "base_value_0", "base_value_1", "base_value_2"],
            [.. shap.Parameters.Select(pair => pair.Key), .. shap.NumericParameters.Select(pair => pair.Key)]);
        Assert.Equal(Three.Model.Shap(ThreeAsTable()).Values, ((Column<double>)shap.Data).Values.ToArray());
    }

    [Fact]
    public void A_pipelines_answer_is_explained_by_the_columns_that_were_sent()
    {
        var shap = Price.Infer(Request(), TestContext.Current.CancellationToken).Outputs[1];

        Assert.Equal(["width", "height", "colour"], shap.Parameters.Where(pair => pair.Key.StartsWith("column_", StringComparison.Ordinal)).Select(pair => pair.Value));
        Assert.Equal("value", shap.Parameters.Single(pair => pair.Key == "scale").Value);
    }

    [Theory]
    [InlineData("""{"explain":false}""")]
    [InlineData("""{"explain":null}""")]
    [InlineData("""{"explains":true,"priority":3}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Nothing_is_explained_unless_asked(string parameters) =>
        Assert.Equal(["prediction", "probabilities"], Two.Infer(Request(parameters), TestContext.Current.CancellationToken).Outputs.Select(output => output.Name));

    [Fact]
    public void The_explanation_comes_beside_the_outputs_asked_for_and_may_be_asked_for_alone()
    {
        var beside = Two.Infer(Request() with { Outputs = ["prediction"] }, TestContext.Current.CancellationToken);
        var alone = Two.Infer(Request() with { Outputs = ["shap_values"] }, TestContext.Current.CancellationToken);

        Assert.Equal(["prediction", "shap_values"], beside.Outputs.Select(output => output.Name));
        Assert.Equal(["shap_values"], alone.Outputs.Select(output => output.Name));
    }

    [Theory]
    [InlineData("""{"explain":"yes"}""", "'parameters.explain' is the text \"yes\", expected true or false")]
    [InlineData("""{"explain":1}""", "'parameters.explain' is the number 1, expected true or false")]
    [InlineData("""{"explain":[true]}""", "'parameters.explain' is a list, expected true or false")]
    [InlineData("""["explain"]""", "'parameters' is a list, expected an object such as {\"explain\": true}")]
    [InlineData("true", "'parameters' is true, expected an object such as {\"explain\": true}")]
    public void A_wish_that_cannot_be_read_is_refused(string parameters, string problem)
    {
        var infer = Assert.Throws<RequestException>(() => Request(parameters));
        var invoke = Assert.Throws<RequestException>(() => Two.Invoke(Loans.Utf8($$"""{"instances":{{ThreeRows}},"params":{{parameters}}}"""), TestContext.Current.CancellationToken));

        Assert.Equal($"The request cannot be answered: {problem}.", infer.Message);
        Assert.Equal(infer.Message.Replace("'parameters", "'params", StringComparison.Ordinal), invoke.Message);
    }

    [Fact]
    public void The_output_is_refused_where_no_explanation_is_asked_for()
    {
        var refused = Assert.Throws<RequestException>(() => Two.Infer(Request("{}") with { Outputs = ["shap_values"] }, TestContext.Current.CancellationToken));

        Assert.Equal("The request cannot be answered: the output 'shap_values' comes only with \"parameters\": {\"explain\": true}.", refused.Message);
    }

    [Fact]
    public void A_model_without_an_exact_method_says_what_to_do()
    {
        var refused = Assert.Throws<RequestException>(() => Nearest.Invoke(Explained("""[{"width":1,"height":1}]"""), TestContext.Current.CancellationToken));

        Assert.Equal(
            "The request cannot be answered with an explanation: There is no exact method for the SHAP values of a KNearestRegressor, whose answers are no sum over trees or columns. " +
            "Leave 'explain' out to have the prediction alone; the tool explains any model: cambium explain.",
            refused.Message);
    }

    [Fact]
    public void A_linear_model_is_explained_around_the_means_of_its_training_rows()
    {
        var model = new LinearRegression().Fit(Rows.Select("width", "height", "price"), "price");
        var linear = new ServedModel("linear", "1", model);

        var answer = linear.Invoke(Explained("""[{"width":1,"height":1},{"width":3,"height":2}]"""), TestContext.Current.CancellationToken);

        var shap = answer.Explanation!;
        Assert.Equal(("linear SHAP around the training means", ShapScale.Value), (shap.Method, shap.Scale));
        Assert.Equal(model.Coefficients["width"] * 2, shap.Of(1)[0] - shap.Of(0)[0], 1e-9);
        Assert.All(new[] { 0, 1 }, row => Assert.Equal(shap.Answers[row], shap.BaseValues[0] + shap.Of(row).ToArray().Sum(), 1e-9));
    }

    [Fact]
    public void A_linear_model_that_was_saved_without_those_means_says_so()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "old-linear-model");
        var old = new ServedModel("old", "1", Model.Load(folder));
        var row = "[{" + string.Join(",", old.Model.Input.Fields.Select(field => $"\"{field.Name}\":null")) + "}]";

        var refused = Assert.Throws<RequestException>(() => old.Invoke(Explained(row), TestContext.Current.CancellationToken));

        Assert.Equal(
            "The request cannot be answered with an explanation: The LinearRegression was saved by an earlier version, which did not keep the means of its training rows: they stand for what is " +
            "left out. Leave 'explain' out to have the prediction alone; the tool explains any model: cambium explain.",
            refused.Message);
    }

    [Fact]
    public void More_rows_than_are_explained_at_a_time_are_refused_and_so_many_are_not()
    {
        var refused = Assert.Throws<RequestException>(() => Two.Invoke(Many(1001), TestContext.Current.CancellationToken));

        Assert.Equal(
            "The request cannot be answered: it has 1001 rows to explain, at most 1000 are taken. Send fewer rows at a time, or leave 'explain' out.", refused.Message);
        Assert.Equal(1000, Two.Invoke(Many(1000), TestContext.Current.CancellationToken).Explanation!.RowCount);
    }

    [Fact]
    public void Invocations_answer_an_explanation_beside_the_predictions()
    {
        using var answer = JsonDocument.Parse(Two.Invoke(Explained(ThreeRows), TestContext.Current.CancellationToken).ToJson());
        using var classes = JsonDocument.Parse(Three.Invoke(Explained(ThreeRows), TestContext.Current.CancellationToken).ToJson());

        var explanation = answer.RootElement.GetProperty("explanation");
        var values = Two.Model.Shap(ThreeAsTable());
        Assert.Equal(3, answer.RootElement.GetProperty("predictions").GetArrayLength());
        Assert.Equal(["method", "scale", "outputs", "columns", "base_values", "values"], explanation.EnumerateObject().Select(item => item.Name));
        Assert.Equal("""["width","height","colour"]""", explanation.GetProperty("columns").GetRawText());
        Assert.Equal(values.BaseValues, Numbers(explanation.GetProperty("base_values")));
        Assert.Equal(values.Of(1).ToArray(), Numbers(explanation.GetProperty("values")[1]));
        Assert.Equal(Three.Model.Shap(ThreeAsTable()).Of(2, 1).ToArray(), Numbers(classes.RootElement.GetProperty("explanation").GetProperty("values")[2][1]));
    }

    [Fact]
    public void No_rows_have_no_values()
    {
        var shap = Price.Infer(InferenceRequest.Parse(Loans.Utf8(
            """
            {"parameters":{"explain":true},"inputs":[{"name":"width","shape":[0],"datatype":"FP64","data":[]},{"name":"height","shape":[0],"datatype":"INT64","data":[]},{"name":"colour","shape":[0],"datatype":"BYTES","data":[]}]}
            """)), TestContext.Current.CancellationToken).Outputs[1];

        Assert.Equal([0L, 3], shap.Shape);
        Assert.Equal(0, shap.Data.Length);
    }

    [Fact]
    public void What_nobody_waits_for_is_not_explained()
    {
        Assert.Throws<OperationCanceledException>(() => Two.Infer(Request(), new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => Two.Invoke(Many(10), new CancellationToken(canceled: true)));
    }

    static InferenceRequest Request(string parameters = """{"explain":true}""") => InferenceRequest.Parse(Loans.Utf8(
        $$"""
        {"parameters":{{parameters}},"inputs":[
        {"name":"width","shape":[3],"datatype":"FP64","data":[0.5,2.5,7.5]},
        {"name":"height","shape":[3],"datatype":"INT64","data":[3,null,1]},
        {"name":"colour","shape":[3],"datatype":"BYTES","data":["red","green",null]}]}
        """));

    static Table ThreeAsTable() => Table.Create(
        Column.Of("width", [0.5, 2.5, 7.5]),
        new Column<long>("height", new long[] { 3, 0, 1 }, Validity.FromRows(3, row => row != 1)),
        Column.Of("colour", ["red", "green", null]));

    static byte[] Many(int rows) => Explained($"[{string.Join(',', Enumerable.Repeat("""{"width":1,"height":2,"colour":"red"}""", rows))}]");

    static byte[] Explained(string records) => Loans.Utf8($$$"""{"dataframe_records":{{{records}}},"params":{"explain":true}}""");

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetDouble())];

    static Table Made()
    {
        var rows = Enumerable.Range(0, 240).ToArray();
        string[] colours = ["red", "green", "blue"];
        return Table.Create(
            Column.Of("width", [.. rows.Select(row => row % 10 * 1.0)]),
            Column.Of("height", [.. rows.Select(row => (long)(row * 7 % 5))]),
            Column.Of("colour", [.. rows.Select(row => colours[row * 5 % 3])]),
            Column.Of("sold", [.. rows.Select(row => row % 10 + (row * 7 % 5) + (row % 7 == 0 ? 3 : 0) > 6 ? "yes" : "no")]),
            Column.Of("kind", [.. rows.Select(row => row % 10 < 3 ? "a" : row * 5 % 3 == 0 ? "b" : "c")]),
            Column.Of("price", [.. rows.Select(row => (row % 10 * 2.0) + (row * 5 % 3) + (row % 4 * 0.1))]));
    }
}
