using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving.Tests;

public sealed class InferenceTests
{
    [Fact]
    public void Classifier_answers_labels_and_probabilities()
    {
        var answer = Loans.Classifier.Infer(InferenceRequest.Parse(Loans.Request()), TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            {"model_name":"loans","model_version":"3","id":"r1","outputs":[{"name":"prediction","datatype":"BYTES","shape":[2],"data":["no","no"]},{"name":"probabilities","datatype":"FP64","shape":[2,2],"parameters":{"class_0":"no","class_1":"yes"},"data":[0.75,0.25,0.75,0.25]}]}
            """,
            Loans.Text(answer.ToJson()));
    }

    [Fact]
    public void Regressor_answers_numbers()
    {
        var answer = Loans.Regressor.Infer(InferenceRequest.Parse(Loans.Request("\"id\":\"r1\",", "")), TestContext.Current.CancellationToken);

        Assert.Equal(
            """{"model_name":"amounts","model_version":"1","outputs":[{"name":"prediction","datatype":"FP64","shape":[2],"data":[250,250]}]}""",
            Loans.Text(answer.ToJson()));
    }

    [Fact]
    public void Intervals_and_sets_of_classes_are_answered_too()
    {
        var rows = Table.Create(
            Column.Of("age", [.. Enumerable.Range(20, 12).Select(age => (long)age)]),
            Column.Of("deny", [.. Enumerable.Range(0, 12).Select(row => row % 4 == 0 ? "yes" : "no")]),
            Column.Of("amount", [.. Enumerable.Range(0, 12).Select(row => 100.0 * row)]));
        var sets = new ServedModel("sets", "1", new ConformalClassifier { Base = new PriorClassifier() }.Fit(rows.Drop("amount"), "deny"));
        var bands = new ServedModel("bands", "1", new ConformalRegressor { Base = new MeanRegressor() }.Fit(rows.Drop("deny"), "amount"));
        var request = InferenceRequest.Parse(Loans.Utf8("""{"inputs":[{"name":"age","shape":[2],"datatype":"INT64","data":[30,40]}]}"""));

        var (classes, numbers) = (sets.Infer(request, TestContext.Current.CancellationToken), bands.Infer(request, TestContext.Current.CancellationToken));

        Assert.Equal(["prediction", "probabilities", "set", "set_size"], classes.Outputs.Select(output => output.Name));
        Assert.Equal(classes.Outputs.Select(output => (output.Name, output.Datatype)), sets.Metadata("1").Outputs.Select(output => (output.Name, output.Datatype)));
        Assert.Equal(["no|yes", "no|yes"], [classes.Outputs[2].Data.Format(0), classes.Outputs[2].Data.Format(1)]);
        Assert.Equal(["prediction", "lower", "upper"], numbers.Outputs.Select(output => output.Name));
        var ends = numbers.Outputs.Select(output => ((Column<double>)output.Data).Values[0]).ToArray();
        Assert.True(ends[1] < ends[0] && ends[0] < ends[2]);
    }

    [Fact]
    public void Only_the_outputs_asked_for_are_answered()
    {
        var request = InferenceRequest.Parse(Loans.Request("\"id\":\"r1\"", "\"outputs\":[{\"name\":\"prediction\"}]"));

        Assert.Equal(["prediction"], Loans.Classifier.Infer(request, TestContext.Current.CancellationToken).Outputs.Select(output => output.Name));
    }

    [Fact]
    public void Request_is_read_into_typed_tensors()
    {
        var request = InferenceRequest.Parse(Loans.Request());

        Assert.Equal("r1", request.Id);
        Assert.Equal(["ratio", "age", "owner", "since", "region"], request.Inputs.Select(input => input.Name));
        Assert.Equal([TensorType.Fp64, TensorType.Int64, TensorType.Bool, TensorType.Bytes, TensorType.Bytes], request.Inputs.Select(input => input.Datatype));
        Assert.Equal([2L, 1], request.Inputs[1].Shape);
        Assert.Equal([42L, 17], ((Column<long>)request.Inputs[1].Data).Values.ToArray());
        Assert.True(request.Inputs[0].Data.IsMissing(1));
    }

    [Fact]
    public void Inputs_may_come_in_any_order_and_no_rows_give_no_answers()
    {
        var request = InferenceRequest.Parse(Loans.Utf8("""{"inputs":[{"name":"age","shape":[0],"datatype":"INT64","data":[]}]}"""));

        var answer = Loans.OneInput.Infer(request, TestContext.Current.CancellationToken);

        Assert.Equal([0L], answer.Outputs[0].Shape);
        Assert.Equal(0, answer.Outputs[0].Data.Length);
    }

    [Theory]
    [InlineData("INT8", "-128", "127")]
    [InlineData("INT16", "-32768", "32767")]
    [InlineData("INT32", "-2147483648", "2147483647")]
    [InlineData("INT64", "-9223372036854775808", "9223372036854775807")]
    [InlineData("UINT8", "0", "255")]
    [InlineData("UINT16", "0", "65535")]
    [InlineData("UINT32", "0", "4294967295")]
    [InlineData("UINT64", "0", "9223372036854775807")]
    public void Whole_numbers_keep_their_range(string datatype, string least, string most)
    {
        var values = ((Column<long>)InferenceRequest.Parse(Age(datatype, $"{least},{most}", 2)).Inputs[0].Data).Values.ToArray();

        Assert.Equal([long.Parse(least, null), long.Parse(most, null)], values);
        foreach (var outside in new[] { $"{least[..^1]}9", $"{most}0", "1.5", "1e300", "\"1\"", "true" })
        {
            if (outside == least || (least == "0" && outside == "9"))
            {
                continue;
            }

            var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Age(datatype, outside, 1)));
            Assert.EndsWith($", expected a whole number from {least} to {most} ({datatype}) or null.", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("FP64", "1e400", "the number 1e400", "a finite number")]
    [InlineData("FP64", "\"NaN\"", "the text \"NaN\"", "a finite number")]
    [InlineData("FP32", "1e39", "the number 1e39", "a finite number")]
    [InlineData("BOOL", "2", "the number 2", "true or false")]
    [InlineData("BYTES", "2", "the number 2", "a text")]
    [InlineData("FP64", "{}", "an object", "a finite number")]
    public void Value_outside_its_datatype_is_told_with_its_row(string datatype, string value, string found, string expected)
    {
        var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Age(datatype, $"null,{value}", 2)));

        Assert.Equal($"The request cannot be answered: input 'age' holds {found} in row 2, expected {expected} ({datatype}) or null.", refused.Message);
    }

    [Theory]
    [InlineData("\"ratio\",\"shape\":[2]", "\"ratio\",\"shape\":[3]", "input 'ratio' has shape [3] but 2 values")]
    [InlineData("\"ratio\",\"shape\":[2]", "\"ratio\",\"shape\":[1,2]", "input 'ratio' has the shape [1,2], expected [n] or [n, 1] for n rows: each input is one column")]
    [InlineData("\"ratio\",\"shape\":[2]", "\"ratio\",\"shape\":[-2]", "input 'ratio' has the shape [-2], expected [n] or [n, 1] for n rows: each input is one column")]
    [InlineData("\"ratio\",\"shape\":[2],", "\"ratio\",", "input 'ratio' has no shape, expected [n] or [n, 1] for n rows: each input is one column")]
    [InlineData("[42],[17]", "[42,1],[17]", "input 'age' holds a list of 2 values in row 1, expected one value")]
    [InlineData("\"BOOL\"", "\"TRUTH\"", "input 'owner' has the datatype 'TRUTH', expected one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP32, FP64, BYTES")]
    [InlineData("\"datatype\":\"BOOL\",", "", "input 'owner' has no datatype, expected one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP32, FP64, BYTES")]
    [InlineData(",\"data\":[true,false]", "", "input 'owner' has no 'data', expected a list of values")]
    [InlineData("\"name\":\"owner\",", "", "input 3 must be an object with a 'name'")]
    [InlineData("\"r1\"", "1", "'id' is the number 1, expected a text")]
    [InlineData("\"id\":\"r1\"", "\"outputs\":[\"prediction\"]", "'outputs' must be a list of objects with a 'name', such as [{\"name\": \"prediction\"}]")]
    [InlineData("\"datatype\":\"BOOL\",\"data\":[true,false]", "\"datatype\":\"BOOL\",\"parameters\":{\"binary_data_size\":2}", "input 'owner' comes as binary data, which is not taken; send its values as JSON in 'data'")]
    public void Malformed_request_is_refused(string from, string to, string problem)
    {
        var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Loans.Request(from, to)));

        Assert.Equal($"The request cannot be answered: {problem}.", refused.Message);
    }

    [Theory]
    [InlineData("\"ratio\"", "\"rato\"", "the model has no input 'rato' (Did you mean 'ratio'?); missing is input 'ratio'; send null where a value is not known")]
    [InlineData("\"ratio\"", "\"age\"", "input 'age' comes 2 times; missing is input 'ratio'; send null where a value is not known")]
    [InlineData("\"shape\":[2],\"datatype\":\"FP64\",\"data\":[0.5,null]", "\"shape\":[1],\"datatype\":\"FP64\",\"data\":[0.5]", "inputs differ in their number of rows: 'ratio' has 1, 'age' has 2, 'owner' has 2, 'since' has 2, 'region' has 2")]
    [InlineData("\"FP64\",\"data\":[0.5,null]", "\"BYTES\",\"data\":[\"a\",\"b\"]", "input 'ratio' is BYTES, expected FP64: the model learned it as Float64")]
    [InlineData("\"INT64\",\"data\":[[42],[17]]", "\"FP64\",\"data\":[42,17.5]", "input 'age' holds '17.5' in row 2, but the model learned it from whole numbers")]
    [InlineData("2024-05-06T07:08:09", "06.05.2024", "input 'since' holds '06.05.2024' in row 2, but the model learned it from moments such as 2026-01-31 or 2026-01-31T09:30:00")]
    [InlineData("\"id\":\"r1\"", "\"outputs\":[{\"name\":\"predictoin\"}]", "the model has no output 'predictoin' (Did you mean 'prediction'?); it has prediction and probabilities")]
    public void Request_that_does_not_fit_the_model_is_refused(string from, string to, string problem)
    {
        var request = InferenceRequest.Parse(Loans.Request(from, to));

        var refused = Assert.Throws<RequestException>(() => Loans.Classifier.Infer(request, TestContext.Current.CancellationToken));

        Assert.Equal($"The request cannot be answered: {problem}.", refused.Message);
    }

    [Fact]
    public void All_problems_come_in_one_message()
    {
        var request = InferenceRequest.Parse(Loans.Utf8(
            """{"inputs":[{"name":"agee","shape":[1],"datatype":"INT64","data":[1]},{"name":"owner","shape":[1],"datatype":"BYTES","data":["yes"]}]}"""));

        var refused = Assert.Throws<RequestException>(() => Loans.Classifier.Infer(request, TestContext.Current.CancellationToken));

        Assert.Equal(
            "The request cannot be answered: the model has no input 'agee' (Did you mean 'age'?); missing are the inputs 'ratio', 'age', 'since', 'region'; " +
            "send null where a value is not known; input 'owner' is BYTES, expected BOOL: the model learned it as Boolean.",
            refused.Message);
    }

    [Fact]
    public void Twenty_problems_are_told_and_the_rest_counted()
    {
        var inputs = string.Join(",", Enumerable.Range(1, 25).Select(_ => "1"));

        var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Loans.Utf8($$"""{"inputs":[{{inputs}}]}""")));

        Assert.Contains("input 20 must be an object with a 'name'; and 5 more.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "the body is a list, expected an object.")]
    [InlineData("{}", "there is no 'inputs', expected a list of tensors such as {\"name\": \"age\", \"shape\": [1], \"datatype\": \"INT64\", \"data\": [42]}.")]
    [InlineData("{\"inputs\":{}}", "'inputs' is an object, expected a list of tensors such as {\"name\": \"age\", \"shape\": [1], \"datatype\": \"INT64\", \"data\": [42]}.")]
    [InlineData("{\"inputs\":[\"\\ud800\"]}", "the body holds a text that is no valid Unicode. Send UTF-8.")]
    public void Body_that_is_no_request_is_refused(string body, string problem) =>
        Assert.Equal($"The request cannot be answered: {problem}", Assert.Throws<RequestException>(() => InferenceRequest.Parse(Loans.Utf8(body))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("{\"inputs\":[")]
    [InlineData("{\"inputs\":[],\"inputs\":[]}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]")]
    [InlineData("{\"inputs\":NaN}")]
    public void Body_that_is_no_JSON_is_refused_with_the_place(string body)
    {
        var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Loans.Utf8(body)));

        Assert.StartsWith("The request cannot be answered: the body is no JSON that can be read: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF_8_is_refused() =>
        Assert.Equal(
            "The request cannot be answered: the body holds a text that is no valid Unicode. Send UTF-8.",
            Assert.Throws<RequestException>(() => InferenceRequest.Parse(new byte[] { (byte)'"', 0xff, (byte)'"' })).Message);

    [Fact]
    public void Body_over_the_limit_is_refused() =>
        Assert.Equal(
            "The request cannot be answered: the body has 67108865 bytes, at most 67108864 are taken. Send fewer rows at a time.",
            Assert.Throws<RequestException>(() => InferenceRequest.Parse(new byte[RequestLimits.MaxBodyBytes + 1])).Message);

    [Fact]
    public void Values_over_the_limit_are_refused()
    {
        var zeros = string.Join(",", Enumerable.Repeat("0", RequestLimits.MaxCells + 1));

        var refused = Assert.Throws<RequestException>(() => InferenceRequest.Parse(Age("INT64", zeros, RequestLimits.MaxCells + 1)));

        Assert.Equal("The request cannot be answered: it has over 4000000 values. Send fewer rows at a time.", refused.Message);
    }

    static byte[] Age(string datatype, string values, int rows) =>
        Loans.Utf8($$"""{"inputs":[{"name":"age","shape":[{{rows}}],"datatype":"{{datatype}}","data":[{{values}}]}]}""");
}
