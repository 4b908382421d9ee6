using System.Text.Json.Nodes;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>A file whose steps no longer make what the learner reads is refused when it is loaded, and does not blame the user's table later.</summary>
public sealed class StepChainTests
{
    static readonly Table Rows = Table.Create(
        Column.Of("a", [.. Enumerable.Range(0, 40).Select(i => i % 11 / 3.0)]), Column.Of("b", [.. Enumerable.Range(0, 40).Select(i => i % 7 / 2.0)]), Column.Of("y", [.. Enumerable.Range(0, 40).Select(i => i % 5 + 0.5)]));

    [Fact]
    public void Steps_that_make_more_columns_than_the_learner_reads_are_refused()
    {
        using var saved = new SavedModel(new Spline { Columns = ["a"] }.Then(new Ridge()).Fit(Rows, "y"));
        saved.Edit(json => json["recipe"]!["steps"]![0]!["degree"] = 5);

        Assert.Matches("^model.json: the learner reads 8 columns and the steps make 10, and 'a_spline[0-9]' is not among both. The file is damaged or was edited; save the model again.$", saved.Refusal());
    }

    [Fact]
    public void Steps_that_are_gone_are_refused()
    {
        using var saved = new SavedModel(new Spline { Columns = ["a"] }.Then(new Ridge()).Fit(Rows, "y"));
        saved.Edit(json => json["recipe"]!["steps"] = new JsonArray());

        Assert.StartsWith("model.json: the learner reads 8 columns and the steps make 2, and 'a_spline0' is not among both.", saved.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_selection_that_drops_what_the_learner_reads_is_refused()
    {
        using var saved = new SavedModel(new DropCorrelated().Then(new Ridge()).Fit(Rows, "y"));
        saved.Edit(json => json["step_0"]!["scores"]![0]!["kept"] = false);

        Assert.StartsWith("model.json: the learner reads 2 columns and the steps make 1, and 'a' is not among both.", saved.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_that_asks_for_a_column_that_the_model_does_not_take_is_refused()
    {
        using var saved = new SavedModel(new Standardize { Columns = ["a"] }.Then(new Ridge()).Fit(Rows, "y"));
        saved.Edit(json => json["step_0"]!["columns"]!["fields"]![0]!["name"] = "zebra");

        Assert.StartsWith("model.json: the steps do not fit the model's columns: There is no column 'zebra'.", saved.Refusal(), StringComparison.Ordinal);
    }
}
