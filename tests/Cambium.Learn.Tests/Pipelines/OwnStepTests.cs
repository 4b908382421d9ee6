using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class OwnStepTests
{
    static readonly Table Rows = Table.Create(Column.Of("a", [1.0, 2, 3, 6]), Column.Of("b", [1.0, 1, 3, 3]), Column.Of("y", [1.0, 2, 3, 5]));

    static readonly OwnStep Centre = OwnStep.Of("centre-a", rows => rows.Column<double>("a").Values.ToArray().Average(), (rows, mean) =>
        rows.With(Column.Of("centred", rows.Column<double>("a").Values.ToArray().Select(value => value - mean).ToArray())));

    [Fact]
    public void A_step_of_functions_learns_and_is_saved_by_its_name()
    {
        var model = Centre.Then(new Ridge()).Fit(Rows, "y");

        Within(model, folder =>
        {
            var loaded = (RegressorPipelineModel)Model.Load(folder, new LoadOptions { Steps = [Centre] });

            Assert.Equal(model.Recipe, loaded.Recipe);
            Assert.Equal(((RegressorModel)model).PredictValues(Rows), loaded.PredictValues(Rows));
            Assert.Equal("3", ((OwnStepModel)loaded.Steps[0]).State);
            Assert.Equal(["a", "b"], loaded.Features.Single(feature => feature.Name == "centred").Sources);
        });
    }

    [Fact]
    public void A_program_that_does_not_know_the_step_refuses_the_model() => Within(Centre.Then(new Ridge()).Fit(Rows, "y"), folder =>
    {
        var e = Assert.Throws<ModelFormatException>(() => Model.Load(folder, new LoadOptions { Steps = [OwnStep.Of("other", rows => rows)] }));

        Assert.Equal(
            $"The model in '{folder}' cannot be loaded: the model holds a step 'centre-a', which is of the own making of the program that saved it, and this program does not know it; " +
            "a saved model holds no code. Load it with new LoadOptions { Steps = [...] } in a program that has the step.",
            e.Message);
        Assert.Equal(e.Message, Assert.Throws<ModelFormatException>(() => Model.Load(folder)).Message);
    });

    [Fact]
    public void A_record_is_a_step_and_its_settings_must_be_the_same_where_it_is_loaded()
    {
        var step = OwnStep.Of(new Cap(0.5));
        var model = step.Then(new Ridge()).Fit(Rows, "y");

        Within(model, folder =>
        {
            Assert.Equal(
                ((RegressorModel)model).PredictValues(Rows), ((RegressorModel)Model.Load(folder, new LoadOptions { Steps = [OwnStep.Of(new Cap(0.5))] })).PredictValues(Rows));

            var e = Assert.Throws<ModelFormatException>(() => Model.Load(folder, new LoadOptions { Steps = [OwnStep.Of(new Cap(0.9))] }));

            Assert.Equal(
                $"The model in '{folder}' cannot be loaded: the step 'cap' was saved with the settings {{\"Share\":0.5,\"Name\":\"cap\"}}, " +
                "but the one that LoadOptions gives has {\"Share\":0.9,\"Name\":\"cap\"}. Give it the same settings.",
                e.Message);
        });
    }

    [Fact]
    public void The_functions_never_see_the_target()
    {
        var seen = new List<string>();
        var step = OwnStep.Of("look", rows =>
        {
            seen.AddRange(rows.Columns.Select(column => column.Name));
            return rows;
        });

        step.Then(new Ridge()).Fit(Rows, "y");

        Assert.DoesNotContain("y", seen);
    }

    [Fact]
    public void A_step_that_drops_rows_is_refused()
    {
        var step = OwnStep.Of("first", rows => rows.Slice(0, 1));

        var e = Assert.Throws<TableException>(() => step.Fit(Rows));

        Assert.Equal("The step 'first' made 1 rows of 4; a step must give as many rows as it takes, in their order.", e.Message);
    }

    [Fact]
    public void A_recipe_that_was_read_from_text_has_no_code()
    {
        var recipe = RecipeCatalog.FromJson(RecipeCatalog.ToJson(Centre.Then(new Ridge())));

        var e = Assert.Throws<ArgumentException>(() => recipe.Fit(Rows, "y"));

        Assert.Equal("The step 'centre-a' is of a program's own, and this recipe was read from text, which holds no code. Put the step itself into the recipe.", e.Message);
    }

    [Fact]
    public void What_was_learned_is_checked_when_it_is_read()
    {
        var writer = new ModelWriter();
        Centre.Fit(Rows).Write(writer);
        writer.Json["state"] = "{}";

        var e = Assert.Throws<ModelFormatException>(() => OwnStepModel.Read(Centre, new ModelReader(writer.Json, writer.Arrays)));

        Assert.StartsWith("model.json: what the step 'centre-a' learned cannot be read: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_must_differ()
    {
        var twice = Assert.Throws<ArgumentException>(() => new LoadOptions { Steps = [Centre, Centre] });
        var same = Assert.Throws<ArgumentException>(() => new LoadOptions { Steps = [new OwnStep()] });

        Assert.Equal("Steps holds two steps 'centre-a'; names of steps must differ. (Parameter 'Steps')", twice.Message);
        Assert.Equal("Steps holds a step 'same', which is there already; names of steps must differ. (Parameter 'Steps')", same.Message);
    }

    static void Within(Model model, Action<string> then)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            model.Save(folder);
            then(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Caps "a" at a share of its largest training value.</summary>
    sealed record Cap(double Share) : IOwnStep<double>
    {
        public string Name => "cap";

        public double Learn(Table features) => Share * features.Column<double>("a").Values.ToArray().Max();

        public Table Change(Table rows, double learned) => rows.With(Column.Of("a", rows.Column<double>("a").Values.ToArray().Select(value => Math.Min(value, learned)).ToArray()));
    }
}
