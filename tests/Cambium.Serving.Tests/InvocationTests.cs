using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving.Tests;

public sealed class InvocationTests
{
    static readonly Schema Input = Loans.Classifier.Model.Input;

    [Theory]
    [InlineData("""{"dataframe_split":{"index":[7,8],"columns":["region","ratio","age","owner","since"],"data":[["east",0.5,42,true,"2024-05-06"],[null,null,null,null,null]]}}""")]
    [InlineData("""{"dataframe_records":[{"region":"east","ratio":0.5,"age":42.0,"owner":1,"since":"2024-05-06T00:00:00Z"},{}]}""")]
    [InlineData("""{"instances":[{"region":"east","ratio":0.5,"age":42,"owner":true,"since":"2024-05-06 00:00"},{"age":null}],"params":{"a":1}}""")]
    [InlineData("""{"inputs":{"region":["east",null],"ratio":[0.5,null],"age":[42,null],"owner":[true,null],"since":["2024-05-06T02:00:00+02:00",null]}}""")]
    public void Every_form_reads_as_the_same_table(string body)
    {
        using var document = JsonDocument.Parse(body);

        var rows = InvocationReader.Read(document.RootElement, Input);

        Assert.Equal(["ratio", "age", "owner", "since", "region"], rows.Columns.Select(column => column.Name));
        Assert.Equal(Input.Fields.Select(field => field.Type), rows.Columns.Select(column => column.Type));
        Assert.Equal(["0.5", "42", "true", "2024-05-06", "east"], rows.Columns.Select(column => column.Format(0)));
        Assert.All(rows.Columns, column => Assert.True(column.IsMissing(1)));
        Assert.Equal("""{"predictions":["no","no"]}""", Loans.Text(Loans.Classifier.Invoke(Loans.Utf8(body), TestContext.Current.CancellationToken).ToJson()));
    }

    [Fact]
    public void CSV_reads_as_the_same_table()
    {
        const string Body = "region,ratio,age,owner,since\neast,0.5,42,true,2024-05-06\n,,,,\n";

        var rows = CsvReader.Read(Loans.Utf8(Body), Input);

        Assert.Equal(Input.Fields.Select(field => field.Type), rows.Columns.Select(column => column.Type));
        Assert.Equal(["0.5", "42", "true", "2024-05-06", "east"], rows.Columns.Select(column => column.Format(0)));
        Assert.All(rows.Columns, column => Assert.True(column.IsMissing(1)));
        Assert.Equal("""{"predictions":[250,250]}""", Loans.Text(Loans.Regressor.InvokeCsv(Loans.Utf8(Body)).ToJson()));
    }

    [Theory]
    [InlineData("agee\n1\n", "the model has no input 'agee' (Did you mean 'age'?); missing is input 'age'; send null where a value is not known.")]
    [InlineData("\"a\nge\"\n1\n", "the model has no input 'a\nge' (Did you mean 'age'?); missing is input 'age'; send null where a value is not known.")]
    public void CSV_that_does_not_fit_the_model_is_refused(string body, string problem) =>
        Assert.Equal(
            $"The request cannot be answered: {problem}",
            Assert.Throws<RequestException>(() => Loans.OneInput.InvokeCsv(Loans.Utf8(body))).Message);

    [Fact]
    public void CSV_with_a_value_of_another_type_is_refused_with_line_and_column()
    {
        var refused = Assert.Throws<RequestException>(() => Loans.OneInput.InvokeCsv(Loans.Utf8("age\n1\nold\n")));

        var inner = Assert.IsType<TableException>(refused.InnerException);
        Assert.Equal($"The request cannot be answered: {inner.Message}", refused.Message);
        Assert.Equal((3L, "age"), (inner.Line, inner.Column));
    }

    [Theory]
    [InlineData("""{}""", "it has none of dataframe_split, dataframe_records, instances, inputs; send exactly one of them.")]
    [InlineData("""{"inputs":{},"instances":[]}""", "it has instances and inputs of dataframe_split, dataframe_records, instances, inputs; send exactly one of them.")]
    [InlineData("""{"inputs":[[1,2]]}""", "'inputs' must be an object with a list of values for each column, such as {\"age\": [42, 17]}.")]
    [InlineData("""{"inputs":{"age":1}}""", "'inputs' must be an object with a list of values for each column, such as {\"age\": [42, 17]}.")]
    [InlineData("""{"instances":[[1,2]]}""", "row 1 of 'instances' is a list, expected an object of values by column.")]
    [InlineData("""{"dataframe_records":{"age":[1]}}""", "'dataframe_records' is an object, expected a list of rows, each an object of values by column.")]
    [InlineData("""{"dataframe_split":[]}""", "'dataframe_split' must be an object with 'columns', a list of names, and 'data', a list of rows, each a list of values.")]
    [InlineData("""{"dataframe_split":{"columns":[1],"data":[]}}""", "'dataframe_split' must be an object with 'columns', a list of names, and 'data', a list of rows, each a list of values.")]
    [InlineData("""{"dataframe_split":{"columns":["age"],"data":[[1],[2,3]]}}""", "row 2 of 'data' has 2 values, expected a list of 1, one a column.")]
    [InlineData("""{"dataframe_split":{"columns":["age"],"data":[1]}}""", "row 1 of 'data' is the number 1, expected a list of 1, one a column.")]
    [InlineData("""{"dataframe_split":{"columns":["age","age"],"data":[[1,2]]}}""", "input 'age' comes 2 times.")]
    [InlineData("""{"inputs":{"age":[1],"Age":[1,2]}}""", "the model has no input 'Age'.")]
    [InlineData("""{"inputs":{"age":["x"]}}""", "input 'age' holds the text \"x\" in row 1, expected a whole number from -9223372036854775808 to 9223372036854775807 (INT64) or null.")]
    [InlineData("""{"inputs":{}}""", "missing is input 'age'; send null where a value is not known.")]
    public void Body_that_cannot_be_answered_is_refused(string body, string problem) =>
        Assert.Equal(
            $"The request cannot be answered: {problem}",
            Assert.Throws<RequestException>(() => Loans.OneInput.Invoke(Loans.Utf8(body), TestContext.Current.CancellationToken)).Message);

    [Fact]
    public void Records_that_would_make_too_large_a_table_are_refused_before_memory_is_taken()
    {
        // 3,000 rows, each with a column of its own, are 9 million cells in a body of 60 kB.
        var body = $$"""{"instances":[{{string.Join(",", Enumerable.Range(0, 3000).Select(row => $"{{\"c{row}\":1}}"))}}]}""";

        var refused = Assert.Throws<RequestException>(() => Loans.OneInput.Invoke(Loans.Utf8(body), TestContext.Current.CancellationToken));

        Assert.Equal("The request cannot be answered: it has over 4000000 values. Send fewer rows at a time.", refused.Message);
    }

    [Fact]
    public void Whole_number_beyond_what_a_double_holds_arrives_unchanged()
    {
        using var document = JsonDocument.Parse("""{"inputs":{"age":[9007199254740993]}}""");

        var rows = InvocationReader.Read(document.RootElement, Loans.OneInput.Model.Input);

        Assert.Equal(9007199254740993, rows.Column<long>("age").Values[0]);
    }
}
