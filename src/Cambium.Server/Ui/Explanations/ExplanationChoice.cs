using System.Globalization;
using Cambium.Learn;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>What is looked at on a page of explained rows, as the address says it; what the sample does not have is taken as not said.</summary>
/// <param name="Output">The place of the class.</param>
/// <param name="Column">The place of the column whose dependence is drawn.</param>
/// <param name="Colour">The place of the column that colours it; −1: none.</param>
/// <param name="Row">The place of the row that is told.</param>
/// <param name="Curve">The name of the column whose curves are drawn; null: the first that has some.</param>
/// <param name="IsCentred">Whether curves begin at 0.</param>
public sealed record ExplanationChoice(int Output, int Column, int Colour, int Row, string? Curve, bool IsCentred)
{
    /// <summary>Reads an address.</summary>
    internal static ExplanationChoice Read(IQueryCollection query, ExplainedSample sample)
    {
        var output = Math.Max(0, sample.Outputs.ToList().FindIndex(own => own.Class is not null && own.Class == query["class"]));
        var column = Math.Max(0, PlaceOf(sample, query["column"]));
        var colour = query["colour"].ToString() is { Length: > 0 } name ? PlaceOf(sample, name) : sample.Outputs[output].Partners[column];
        var row = int.TryParse(query["row"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(0, sample.Rows.ToList().FindIndex(own => own.Number == number)) : 0;
        return new ExplanationChoice(output, column, colour, row, query["curve"], query["centred"] == "1");
    }

    /// <summary>The address's state for a form that has some of it itself.</summary>
    internal static IEnumerable<(string Name, string Value)> Fields(IQueryCollection query) =>
        query.Where(pair => pair.Key is "class" or "column" or "colour" or "row" or "curve" or "centred").Select(pair => (pair.Key, pair.Value.ToString()));

    static int PlaceOf(ExplainedSample sample, string? name) => sample.Columns.ToList().FindIndex(column => column.Name == name);
}
