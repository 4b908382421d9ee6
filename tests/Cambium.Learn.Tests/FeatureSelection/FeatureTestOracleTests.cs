using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>scikit-learn's scores; the formulas of the columns stand in tests/oracles/feature_selection.py.</summary>
public sealed class FeatureTestOracleTests
{
    const int Rows = 200;

    static readonly JsonNode Values = Oracle.Read("feature_selection.json");

    static readonly Column[] Numbers =
    [
        Of("a", i => (Math.Sin(i * 1.7) * 3) + (i / 50.0)),
        Of("b", i => Math.Cos(i * 0.9) * 2),
        Of("c", i => Math.Sin(i * 0.31) + (i % 7 / 5.0)),
        Of("d", i => i * 0.61803398875 % 1.0),
    ];

    static readonly Column Classes = Column.Of("y", [.. Enumerable.Range(0, Rows).Select(i => i % 6 == 0 ? "2" : i < 100 ? "0" : "1")]);

    static readonly Column Target = Of("y", i =>
        (((Math.Sin(i * 1.7) * 3) + (i / 50.0)) * 2) + Math.Sin(i * 2.1) + Math.Pow(Math.Sin(i * 0.31) + (i % 7 / 5.0), 2));

    static readonly Column Levels = Column.Of("l", [.. Enumerable.Range(0, Rows).Select(i => $"level {(i % 3 == 0 ? 0 : i / 70)}")]);

    static readonly Column[] Counts = [Of("a", i => i % 5), Of("b", i => (i / 100 * 3) + (i % 2)), Of("c", i => i % 6)];

    // Sums of 200 terms; neighbours among numbers that scikit-learn moves by 1e-10 stay the same.
    const double Exact = 1e-10;

    [Fact]
    public void Variances_are_the_same() => AssertNear("variances", ((FeatureSelectionModel)new DropLowVariance().Fit(Table.Create(Numbers))).Scores);

    [Fact]
    public void F_of_classes_is_the_same() => AssertNear("f_classes", Scores(FeatureTest.FTest, Numbers, Classes));

    [Fact]
    public void F_of_numbers_is_the_same() => AssertNear("f_numbers", Scores(FeatureTest.FTest, Numbers, Target));

    [Fact]
    public void Chi_squared_is_the_same() => AssertNear("chi2", Scores(FeatureTest.ChiSquared, Counts, Classes));

    [Fact]
    public void Mutual_information_of_numbers_and_classes_is_the_same() => AssertNear("mutual_classes", Scores(FeatureTest.MutualInformation, Numbers, Classes));

    [Fact]
    public void Mutual_information_of_numbers_is_the_same() => AssertNear("mutual_numbers", Scores(FeatureTest.MutualInformation, Numbers, Target));

    [Fact]
    public void Mutual_information_of_levels_is_the_same()
    {
        AssertNear("mutual_levels_classes", Scores(FeatureTest.MutualInformation, [Levels], Classes));
        AssertNear("mutual_levels_numbers", Scores(FeatureTest.MutualInformation, [Levels], Target));
    }

    [Fact]
    public void Chances_are_the_same()
    {
        AssertNear("f_classes_chances", Scores(FeatureTest.FTest, Numbers, Classes), score => score.PValue);
        AssertNear("f_numbers_chances", Scores(FeatureTest.FTest, Numbers, Target), score => score.PValue);
        AssertNear("chi2_chances", Scores(FeatureTest.ChiSquared, Counts, Classes), score => score.PValue);
        AssertNear("weak_chances", Scores(FeatureTest.FTest, Weak, Classes), score => score.PValue);
    }

    [Theory]
    [InlineData(SelectionRule.FalsePositiveRate, "fpr")]
    [InlineData(SelectionRule.FalseDiscoveryRate, "fdr")]
    [InlineData(SelectionRule.FamilyWiseError, "fwe")]
    public void The_rules_keep_the_same_columns(SelectionRule rule, string name)
    {
        var model = (FeatureSelectionModel)new SelectByTest { Test = FeatureTest.FTest, Rule = rule }.Fit(Table.Create([.. Weak, Classes]), "y");

        Assert.Equal(Values[name]!.AsArray().Select(kept => (bool)kept!), model.Scores.Select(score => score.Kept));
    }

    static readonly Column[] Weak =
    [
        .. Enumerable.Range(0, 12).Select(j => Of($"w{j}", i => Math.Sin(i * (1.1 + (0.37 * j))) + (i % 6 != 0 && i >= 100 ? 0.55 / (1 + (0.35 * j)) : 0))),
    ];

    static EquatableArray<FeatureScore> Scores(FeatureTest test, Column[] columns, Column target) =>
        ((FeatureSelectionModel)new SelectByTest { Test = test }.Fit(Table.Create([.. columns, target]), "y")).Scores;

    static void AssertNear(string name, EquatableArray<FeatureScore> scores) => AssertNear(name, scores, score => score.Score);

    static void AssertNear(string name, EquatableArray<FeatureScore> scores, Func<FeatureScore, double> figure)
    {
        var expected = Values[name]!.Numbers();
        Assert.Equal(expected.Length, scores.Count);
        Assert.All(Enumerable.Range(0, expected.Length), i => Oracle.Near(expected[i], figure(scores[i]), Exact));
    }

    static Column<double> Of(string name, Func<int, double> value) => Column.Of(name, [.. Enumerable.Range(0, Rows).Select(value)]);
}
