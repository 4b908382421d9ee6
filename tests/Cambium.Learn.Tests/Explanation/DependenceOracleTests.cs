using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Partial dependence, ICE and permutation importance beside scikit-learn's brute force (tests/oracles/dependence.py), on models that are fitted alike.</summary>
public sealed class DependenceOracleTests
{
    // Sums of 120 answers in another order.
    const double Tolerance = 1e-10;

    static readonly JsonNode Facts = Oracle.Read("dependence.json");

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    [InlineData("classes")]
    public void Means_and_curves_are_those_of_the_peer(string name)
    {
        var model = Fit(name);
        var options = new DependenceOptions { GridSize = 15, Spacing = GridSpacing.Even, Tail = 0 };
        foreach (var column in new[] { "a", "b", "c" })
        {
            var expected = Facts[name]![column]!;

            var found = PartialDependence.Of(model, Rows(), column, options);
            var curves = IndividualCurves.Of(model, Rows(), column, options);

            Near(expected["grid"].Numbers(), found.Axes[0].Numbers.Span);
            Near(expected["mean"].Numbers(), found.Means.Span);
            Near(expected["mean"].Numbers(), curves.Mean());
            Near(expected["each"].Numbers(), curves.Values.Span[..(20 * found.Axes[0].Count)]);
        }
    }

    [Theory]
    [InlineData("linear")]
    [InlineData("tree")]
    [InlineData("classes")]
    public void Pairs_are_those_of_the_peer(string name)
    {
        var found = PartialDependence.OfPair(Fit(name), Rows(), "a", "b", new DependenceOptions { GridSize = 6, Spacing = GridSpacing.Even, Tail = 0 });

        var expected = Facts[name]!["ab"]!;
        Near(expected["first"].Numbers(), found.Axes[0].Numbers.Span);
        Near(expected["second"].Numbers(), found.Axes[1].Numbers.Span);
        Near(expected["mean"].Numbers(), found.Means.Span);
    }

    static Model Fit(string name) => Fitted(name).Model;

    /// <summary>A model that is the peer's, and the rows with their target.</summary>
    internal static (Model Model, Table Rows) Fitted(string name)
    {
        var rows = Rows().With(name == "classes" ? Column.Of("y", Facts["labels"]!.Deserialized<string[]>()) : Column.Of("y", Facts["y"].Numbers()));
        return (name switch
        {
            "linear" => new LinearRegression().Fit(rows, "y"),
            "tree" => new DecisionTreeRegressor { MaxDepth = 3, MinRowsPerLeaf = 10 }.Fit(rows, "y"),
            _ => new DecisionTreeClassifier { MaxDepth = 3 }.Fit(rows, "y"),
        }, rows);
    }

    static Table Rows()
    {
        var x = Facts["x"].Numbers();
        return Table.Create([.. "abc".Select((letter, place) => Column.Of($"{letter}", x.Where((_, i) => i % 3 == place).ToArray()))]);
    }

    static void Near(double[] expected, ReadOnlySpan<double> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Oracle.Near(expected[i], found[i], Tolerance);
        }
    }
}
