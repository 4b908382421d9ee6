using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class BranchesTests
{
    static readonly Table Rows = Table.Create(
        Column.Of("a", [1.0, 2, 3, 6]), Column.Of("b", [1.0, 1, 3, 3]), Column.Of("colour", ["red", "blue", "red", "red"]), Column.Of("y", [1.0, 2, 3, 5]));

    static readonly Branches Both = new()
    {
        Parts =
        [
            new SelectColumns { Columns = ["a", "b"] }.Then(new Standardize()),
            new SelectColumns { Columns = ["colour"] }.Then(new OneHot()),
            new SelectColumns { Columns = ["a"] }.Then(new RenameColumns { Names = [["a", "raw"]] }).Then(new Polynomial()),
        ],
    };

    [Fact]
    public void What_the_parts_leave_is_joined()
    {
        var made = Both.Fit(Rows.Drop("y")).Apply(Rows.Drop("y"));

        Assert.Equal(["a", "b", "colour=blue", "colour=red", "raw", "raw^2"], made.Columns.Select(column => column.Name));
        Assert.Equal([-1, -1, 1, 1], made.Column<double>("b").Values.ToArray());
        Assert.Equal([1, 4, 9, 36], made.Column<double>("raw^2").Values.ToArray());
    }

    [Fact]
    public void Branches_live_in_a_pipeline_and_in_its_file()
    {
        var model = Both.Then(new BinByTarget { MinRows = 1, Columns = ["raw"] }).Then(new Ridge()).Fit(Rows, "y");

        var loaded = LearnerCase.SaveAndLoad(model);

        Assert.Equal(model.Recipe, loaded.Recipe);
        Assert.Equal(((RegressorModel)model).PredictValues(Rows), ((RegressorModel)loaded).PredictValues(Rows));
        Assert.Equal(["a"], loaded.Features.Single(feature => feature.Name == "raw^2").Sources);
        Assert.Equal(["colour"], loaded.Features.Single(feature => feature.Name == "colour=red").Sources);
    }

    [Fact]
    public void Parts_may_learn_from_the_target()
    {
        var branches = new Branches { Parts = [new SelectColumns { Columns = ["a"] }.Then(new BinByTarget { MinRows = 1 }), new SelectColumns { Columns = ["b"] }] };

        var model = branches.Then(new Ridge()).Fit(Rows, "y");

        Assert.Equal(["a", "b"], model.Features.Select(feature => feature.Name));
    }

    [Fact]
    public void A_name_that_two_parts_leave_is_refused()
    {
        var branches = new Branches { Parts = [new Standardize(), new OneHot()] };

        var e = Assert.Throws<TableException>(() => branches.Fit(Rows));

        Assert.Equal(
            "Parts 1 and 2 of the branches (standardize; one-hot) both leave a column 'a'. Take only some columns with SelectColumns at the start of a part, or rename one.", e.Message);
    }

    [Fact]
    public void Branches_too_deep_within_each_other_are_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => new Branches { Parts = [new Standardize().Then(new Branches { Parts = [new Branches()] })] });

        Assert.Equal("Parts makes 3 branches within each other, expected at most 2. (Parameter 'Parts')", e.Message);
    }

    [Fact]
    public void Columns_are_dropped_kept_and_renamed()
    {
        Assert.Equal(["a", "b", "y"], Names(new DropColumns { Columns = ColumnSelection.Of(ColumnKind.Categories) }));
        Assert.Equal(["b"], Names(new DropColumns { Columns = ColumnSelection.AllBut("b") }));
        Assert.Equal(["a", "b", "colour", "y"], Names(new DropColumns()));
        Assert.Equal(["colour", "y"], Names(new SelectColumns { Columns = ["y", "colour"] }));
        Assert.Equal(["b", "a", "colour", "y"], Names(new RenameColumns { Names = [["a", "b"], ["b", "a"]] }));
    }

    [Fact]
    public void Renames_that_cannot_be_are_refused()
    {
        Assert.Equal("Names holds [a], expected pairs of an old name and a new one. (Parameter 'Names')", Assert.Throws<ArgumentException>(() => new RenameColumns { Names = [["a"]] }).Message);
        Assert.Equal(
            "Names renames a column twice: [[a, x], [a, z]]. (Parameter 'Names')", Assert.Throws<ArgumentException>(() => new RenameColumns { Names = [["a", "x"], ["a", "z"]] }).Message);
        Assert.Equal(
            "The step makes a column 'b', but the table has a column of that name; rename it.",
            Assert.Throws<TableException>(() => new RenameColumns { Names = [["a", "b"]] }.Fit(Rows)).Message);
    }

    [Fact]
    public void Branches_are_read_from_text_as_they_are_written()
    {
        var recipe = new VotingRegressor { Members = [Both.Then(new Ridge())] };
        var text = RecipeCatalog.Describe(recipe)["members"];

        Assert.Equal(recipe, RecipeCatalog.Create("voting-regressor", new Dictionary<string, string> { ["members"] = text }));
    }

    [Fact]
    public void Branches_that_were_changed_by_hand_are_refused()
    {
        var writer = new ModelWriter();
        Both.Fit(Rows.Drop("y")).Write(writer);
        writer.Json["outputs"]![1]![0] = "a";

        var e = Assert.Throws<ModelFormatException>(() => BranchesModel.Read(Both, new ModelReader(writer.Json, writer.Arrays)));

        Assert.Equal(
            "model.json: 3 branches leave 3 lists of columns, expected one each, without a name twice. The file is damaged or was edited; save the model again.", e.Message);
    }

    static IEnumerable<string> Names(Transform step) => step.Fit(Rows).Apply(Rows).Columns.Select(column => column.Name);
}
