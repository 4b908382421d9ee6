using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class WeightOfEvidenceTests
{
    [Fact]
    public void Evidence_by_hand()
    {
        var train = Table.Create(Column.Of("c", ["a", "a", "a", "b", "b", null]), Column.Of("y", ["yes", "yes", "no", "no", "no", "yes"]));

        var step = (WeightOfEvidenceModel)new WeightOfEvidence { Smoothing = 1 }.Fit(train, "y");
        var changed = step.Apply(Table.Create(Column.Of("c", ["a", "b", null, "z"])));

        // yes: 2, 0, 1 of 3; no: 1, 2, 0 of 3; each with 1 more, of 5.
        var expected = new[] { Math.Log(3.0 / 2), Math.Log(1.0 / 3), Math.Log(2.0 / 1), 0 };
        LevelRows.Near(expected, changed.Column<double>("c").Values, 1e-15);
        Oracle.Near((0.2 * expected[0]) - (0.4 * expected[1]) + (0.2 * expected[2]), step.InformationValues[0], 1e-14);
        Assert.Equal(["no", "yes"], step.Classes);
    }

    [Fact]
    public void Evidence_is_that_of_the_formula()
    {
        var expected = Oracle.Read("encoding.json")["evidence"]!;

        var step = (WeightOfEvidenceModel)new WeightOfEvidence().Fit(LevelRows.WithTwo, "y");

        LevelRows.Near(expected["values"].Numbers(), step.Apply(LevelRows.OfEach).Column<double>("level").Values);
        Oracle.Near(expected["information"]!.GetValue<double>(), step.InformationValues[0], 1e-10);
    }

    [Fact]
    public void Levels_of_one_row_each_tell_the_learner_nothing_of_their_row()
    {
        var y = LevelRows.WithTwo["y"];
        var train = Table.Create(Column.Of("id", Enumerable.Range(0, y.Length).Select(row => $"row {row}").ToArray()), y);

        Assert.All(new WeightOfEvidence().FitTransform(train, "y").Column<double>("id").Values.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_target_of_three_classes_is_refused() => Assert.Equal(
        "The table cannot be learned from: the target 'y' has 3 classes, expected two.",
        Assert.Throws<TableException>(() => new WeightOfEvidence().Fit(LevelRows.WithThree, "y")).Message);

    [Fact]
    public void A_saved_step_of_one_class_is_refused() => Assert.Equal(
        "model.json: 'classes' has 1 items, expected 2. The file is damaged or was edited; save the model again.",
        SavedStep.Refusal(new WeightOfEvidence().Fit(LevelRows.WithTwo, "y"), json => json["classes"] = new System.Text.Json.Nodes.JsonArray("a")));
}
