using System.Text;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Serving.Tests;

/// <summary>Models that were fitted on a column of each type.</summary>
static class Loans
{
    internal static readonly Table Rows = Table.Create(
        Column.Of("ratio", [0.1, 0.2, 0.3, 0.4]),
        Column.Of("age", [30L, 41, 52, 63]),
        Column.Of("owner", [true, false, true, false]),
        Column.Of("since", [new DateTime(2020, 1, 1), new DateTime(2021, 1, 1), new DateTime(2022, 1, 1), new DateTime(2023, 1, 1)]),
        Column.Of("region", ["east", "west", "east", "west"]),
        Column.Of("deny", ["no", "no", "no", "yes"]),
        Column.Of("amount", [100.0, 200, 300, 400]));

    internal static readonly ServedModel Classifier = new("loans", "3", new PriorClassifier().Fit(Rows.Drop("amount"), "deny"));

    internal static readonly ServedModel Regressor = new("amounts", "1", new MeanRegressor().Fit(Rows.Drop("deny"), "amount"));

    internal static readonly ServedModel OneInput = new("small", "1", new MeanRegressor().Fit(Rows.Select("age", "amount"), "amount"));

    /// <summary>The JSON of a request for two rows, with the text of one input's tensor changed.</summary>
    internal static byte[] Request(string from = "", string to = "")
    {
        const string Json =
            """
            {"id":"r1","inputs":[
            {"name":"ratio","shape":[2],"datatype":"FP64","data":[0.5,null]},
            {"name":"age","shape":[2,1],"datatype":"INT64","data":[[42],[17]]},
            {"name":"owner","shape":[2],"datatype":"BOOL","data":[true,false]},
            {"name":"since","shape":[2],"datatype":"BYTES","data":["2024-05-06","2024-05-06T07:08:09"]},
            {"name":"region","shape":[2],"datatype":"BYTES","data":["east","north"]}]}
            """;
        return Encoding.UTF8.GetBytes(from.Length == 0 ? Json : Json.Replace(from, to, StringComparison.Ordinal));
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}
