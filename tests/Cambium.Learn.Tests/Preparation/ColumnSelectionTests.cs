using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class ColumnSelectionTests
{
    static readonly Table Train = Table.Create(
        Column.Of("a", [1.0, 2, 4]), Column.Of("n", [1L, 2, 3]), Column.Of("t", [true, false, true]), Column.Of("c", ["u", "v", "u"]), Column.Of("b", [3.0, 4, 8]));

    public static TheoryData<string, string> Selections => new()
    {
        { "", "a n b" },
        { "b,a", "a b" },
        { "kind:numbers", "a n b" },
        { "kind:numbers,not:n", "a b" },
        { "not:a", "n b" },
        { "name:a", "a" },
    };

    [Theory]
    [MemberData(nameof(Selections))]
    public void A_selection_takes_names_kinds_and_exceptions(string text, string expected)
    {
        var step = Step(text);

        Assert.Equal(expected, string.Join(' ', step.Fit(Train).Columns));
        Assert.Equal(step.Columns, Step(step.Columns.ToString()).Columns);
    }

    [Fact]
    public void The_parts_of_a_selection_are_written_alike_in_code()
    {
        Assert.Equal(Step("b,a").Columns, ["b", "a"]);
        Assert.Equal(Step("kind:numbers,kind:truths,not:n").Columns, ColumnSelection.Of(ColumnKind.Numbers, ColumnKind.Truths).Except("n"));
        Assert.Equal(Step("not:a,not:n").Columns, ColumnSelection.AllBut("a", "n"));
        Assert.Equal("name:kind:numbers,name:not:x,name:name:y", ColumnSelection.Create(["kind:numbers", "not:x", "name:y"]).ToString());
    }

    [Fact]
    public void A_saved_selection_is_the_same_when_loaded()
    {
        var recipe = new Standardize { Columns = ColumnSelection.Of(ColumnKind.Numbers).Except("n") }.Then(new MeanRegressor());

        Assert.Equal(recipe, LearnerCase.SaveAndLoad(recipe.Fit(Train, "b")).Recipe);
    }

    [Fact]
    public void Names_that_are_not_there_and_kinds_that_do_not_fit_are_refused()
    {
        Assert.Equal(
            "There is no column 'zebra'. The columns are: a, n, t, c, b. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => Step("not:zebra").Fit(Train)).Message);
        Assert.Equal(
            "The step works on numbers, but column 't' holds Boolean values. Choose other columns.",
            Assert.Throws<TableException>(() => Step("kind:truths").Fit(Train)).Message);
        Assert.StartsWith(
            "The setting 'columns' of 'standardize' is 'kind:digits', expected names of columns parted by commas, kind:KIND (numbers, truths, categories, moments, texts, vectors), not:NAME.",
            Assert.Throws<ArgumentException>(() => Step("kind:digits")).Message,
            StringComparison.Ordinal);
    }

    static Standardize Step(string columns) =>
        (Standardize)RecipeSettings.Create<Transform>(typeof(Standardize), "standardize", new Dictionary<string, string> { ["columns"] = columns });
}
