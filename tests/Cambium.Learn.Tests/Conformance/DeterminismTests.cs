namespace Cambium.Learn.Tests;

/// <summary>Same settings, seed and rows: same bytes.</summary>
public sealed class DeterminismTests
{
    public static TheoryData<string> All => LearnerCase.All;

    public static TheoryData<string> Bare => LearnerCase.Bare;

    [Theory]
    [MemberData(nameof(All))]
    public void Fitting_again_gives_the_same_model_to_the_byte(string learner)
    {
        var table = LearnerCase.Table(learner);
        var recipe = LearnerCase.Recipe(learner);

        var bytes = LearnerCase.Bytes(recipe.Fit(table, "y"));

        Assert.Equal(bytes, LearnerCase.Bytes(recipe.Fit(table, "y")));
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void Any_number_of_threads_gives_the_same_model_to_the_bit(string learner)
    {
        var table = LearnerCase.Table(learner, LearnerFacts.Of(learner).ManyRows);
        var recipe = LearnerCase.Recipe(learner);

        var models = new[] { 1, 2, 7 }.Select(threads => recipe.Fit(table, "y", new FitOptions { MaxThreads = threads })).ToArray();

        var bytes = LearnerCase.Bytes(models[0]);
        Assert.Equal(bytes, LearnerCase.Bytes(models[1]));
        Assert.Equal(bytes, LearnerCase.Bytes(models[2]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_saved_model_answers_byte_for_byte_as_before(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        var loaded = LearnerCase.SaveAndLoad(model);

        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(loaded, table));
        Assert.Equal(model.Recipe, loaded.Recipe);
        Assert.Equal(model.Input, loaded.Input);
        Assert.Equal(model.Output, loaded.Output);
        Assert.Equal(model.Target, loaded.Target);
        Assert.Equal(LearnerCase.Bytes(model), LearnerCase.Bytes(loaded));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_rows_answer_does_not_depend_on_the_rows_beside_it(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");

        var answers = LearnerCase.Answers(model, table);

        var one = Enumerable.Range(0, 50).SelectMany(row => LearnerCase.Answers(model, table.Slice(row, 1)));
        Assert.Equal(answers.Take(50 * answers.Length / table.RowCount), one);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Many_threads_may_ask_one_model(string learner)
    {
        var table = LearnerCase.Table(learner);
        var model = LearnerCase.Recipe(learner).Fit(table, "y");
        var answers = LearnerCase.Answers(model, table);

        var asked = new double[8][];
        Parallel.For(0, asked.Length, i => asked[i] = LearnerCase.Answers(model, table));

        Assert.All(asked, again => Assert.Equal(answers, again));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Fitting_leaves_the_recipe_as_it_was(string learner)
    {
        var recipe = LearnerCase.Recipe(learner);

        var model = recipe.Fit(LearnerCase.Table(learner), "y");

        Assert.Equal(LearnerCase.Recipe(learner), recipe);
        Assert.Equal(LearnerCase.Recipe(learner).GetHashCode(), recipe.GetHashCode());
        Assert.Equal(recipe, model.Recipe);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_recipe_reads_back_equal_from_its_JSON(string learner)
    {
        var recipe = LearnerCase.Recipe(learner);

        Assert.Equal(recipe, RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)));
    }

    [Theory]
    [MemberData(nameof(Bare))]
    public void A_learner_is_made_again_from_the_settings_that_describe_it(string learner)
    {
        var recipe = LearnerCase.Recipe(learner);

        Assert.Equal(recipe, RecipeCatalog.Create(learner, RecipeCatalog.Describe(recipe)));
    }
}
