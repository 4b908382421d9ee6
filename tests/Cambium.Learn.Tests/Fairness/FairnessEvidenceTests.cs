using System.Text.Json;
using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class FairnessEvidenceTests
{
    static readonly FairnessOptions ByGroup = new() { Columns = ["g"], Resamples = 200, Neighbours = 0 };
    static readonly Table Rows = FairLearningTests.Rows(120, 4);
    static readonly ClassifierModel Model = new OneHot().Then(new LogisticRegression()).Fit(Rows, "y");

    [Fact]
    public void Evidence_of_a_classifier_reads_back_equal()
    {
        var evidence = FairnessEvidence.Of(Model, Rows, ByGroup with { SmallGroup = 12 }) with { TradeOff = TradeOffCurve.Of("accuracy", "demographic_parity_difference", [new("as it is", 0.8, null, 0.1, null)], 0.1) };

        var again = FairnessEvidence.FromJson(evidence.ToJson());

        Assert.Equal(evidence, again);
        Assert.Equal(Model.CompareGroups(Rows, ByGroup with { SmallGroup = 12 }), again.Groups);
        Assert.Equal(12, again.SmallGroup);
        Assert.Null(again.Errors);
    }

    [Fact]
    public void Evidence_of_a_regressor_reads_back_equal()
    {
        var model = new LinearRegression().Fit(Rows.Select(["x", "z"]), "z");

        var evidence = FairnessEvidence.Of(model, Rows, ByGroup);

        Assert.Equal(evidence, FairnessEvidence.FromJson(evidence.ToJson()));
        Assert.Equal(model.CompareGroups(Rows, ByGroup), evidence.Errors);
        Assert.True(evidence is { Groups: null, Thresholds: null });
    }

    [Fact]
    public void It_is_the_same_at_any_number_of_threads()
    {
        var one = FairnessEvidence.Of(Model, Rows, ByGroup with { MaxThreads = 1 });

        Assert.Equal(one, FairnessEvidence.Of(Model, Rows, ByGroup with { MaxThreads = 2 }));
        Assert.Equal(one, FairnessEvidence.Of(Model, Rows, ByGroup with { MaxThreads = 7 }));
    }

    [Fact]
    public void Too_many_groups_names_that_are_texts_and_models_without_a_target_are_refused()
    {
        var many = Rows.With(Column.Of("many", [.. Enumerable.Range(0, 120).Select(row => $"m{row % 51}")]));
        var texts = Rows.With(Column.Of("text", [.. Enumerable.Range(0, 120).Select(row => row % 2 == 0 ? new string('x', 201) : "short")]));

        var tooMany = Assert.Throws<TableException>(() => FairnessEvidence.Of(Model, many, ByGroup with { Columns = ["many"] }));
        var tooLong = Assert.Throws<TableException>(() => FairnessEvidence.Of(Model, texts, ByGroup with { Columns = ["text"] }));
        var without = Assert.Throws<ArgumentException>(() => FairnessEvidence.Of(new KMeans { Clusters = 2 }.Fit(Rows.Select(["x", "z"])), Rows, ByGroup));

        Assert.StartsWith("'many' makes 51 groups, and at most 50 are kept to be shown. Name a column of fewer values, or join values first.", tooMany.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "'text' makes a group whose name has 201 characters, 'xxxxxxxxxxxxxxxxxxxx...', and groups of at most 200 are kept to be shown. Name a column of short values.", tooLong.Message, StringComparison.Ordinal);
        Assert.StartsWith("Groups are compared by answers and truth, but this model has no target. Give a classifier or a regressor.", without.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_evidence_is_within_the_bound()
    {
        var names = Enumerable.Range(0, 50).Select(group => $"{group:00}{new string('ü', 198)}").ToArray();
        var rows = FairLearningTests.Rows(2000, 5).With(Column.Of("g", [.. Enumerable.Range(0, 2000).Select(row => names[row % 50])]));
        var model = new ThresholdClassifier { Base = new DropColumns { Columns = ["g"] }.Then(new LogisticRegression()) }.Fit(rows, "y");

        var json = FairnessEvidence.Of(model, rows, ByGroup).ToJson();

        Assert.InRange(json.Length, 100_000, FairnessEvidence.MostCharacters * 3 / 4);
    }

    [Theory]
    [InlineData("null", "The text is null, expected evidence of fairness.")]
    [InlineData("{}", "The evidence of fairness cannot be: it must hold either groups or errors.")]
    public void What_is_no_evidence_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<JsonException>(() => FairnessEvidence.FromJson(json)).Message);

    [Fact]
    public void Parts_that_do_not_belong_together_are_refused()
    {
        var evidence = FairnessEvidence.Of(Model, Rows, ByGroup);
        var curve = TradeOffCurve.Of("accuracy", "apart", [new("as it is", 0.8, null, 0.1, null)], 0.1);
        void Refused(string problem, FairnessEvidence hostile) =>
            Assert.Equal($"The evidence of fairness cannot be: {problem}.", Assert.ThrowsAny<JsonException>(() => FairnessEvidence.FromJson(hostile.ToJson())).Message);

        Refused("it must hold 1 to 50 groups, each once", evidence with { Groups = evidence.Groups! with { Groups = [] } });
        Refused("it must hold 1 to 50 groups, each once", evidence with { Groups = evidence.Groups! with { Groups = [evidence.Groups.Groups[0], evidence.Groups.Groups[0]] } });
        Refused("the groups of its thresholds must be those that are compared", evidence with { Groups = evidence.Groups! with { Groups = [evidence.Groups.Groups[1], evidence.Groups.Groups[0]] } });
        Refused("a trade-off must have 1 to 100 points, and choose one of them", evidence with { TradeOff = curve with { Chosen = 1 } });
        Refused("a trade-off must have 1 to 100 points, and choose one of them", evidence with { TradeOff = curve with { Points = [] } });
        Assert.Equal(
            "The evidence has 1048577 characters, expected at most 1048576.", Assert.Throws<JsonException>(() => FairnessEvidence.FromJson(new string(' ', (1 << 20) + 1))).Message);
        Assert.StartsWith(
            "A list of GroupRates holds null at place 0.",
            Assert.ThrowsAny<JsonException>(() => FairnessEvidence.FromJson("""{ "groups": { "by": "g", "positive": "y", "groups": [null] } }""")).Message, StringComparison.Ordinal);
    }
}
