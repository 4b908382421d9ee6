using System.Text.Json;

namespace Cambium.Learn.Tests;

public sealed class RecipeCatalogTests
{
    static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Every_learner_is_made_by_its_name_with_its_defaults() =>
        Assert.All(RecipeCatalog.Learners, kind => Assert.Equal(kind, RecipeCatalog.KindOf(RecipeCatalog.Create(kind, None))));

    [Fact]
    public void An_unknown_learner_is_refused_with_the_nearest_spelling()
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("prior-clasifier", None));

        Assert.StartsWith("There is no learner 'prior-clasifier'. Did you mean 'prior-classifier'? The learners are: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_a_learner_without_settings_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("mean-regressor", new Dictionary<string, string> { ["trees"] = "3" }));

        Assert.Equal("The learner 'mean-regressor' has no setting 'trees'. It has no settings. (Parameter 'trees')", error.Message);
    }

    [Theory]
    [InlineData("learning_rate")]
    [InlineData("learning-rate")]
    [InlineData("LearningRate")]
    [InlineData("LEARNING_RATE")]
    public void A_setting_may_be_spelt_in_any_case_with_or_without_hyphens(string name)
    {
        var recipe = RecipeCatalog.Create("boosted-trees-classifier", new Dictionary<string, string> { [name] = "0.25", ["Seed"] = "-3" });

        Assert.Equal(new BoostedTreesClassifier { LearningRate = 0.25, Seed = -3 }, recipe);
    }

    [Fact]
    public void A_misspelt_setting_is_refused_with_the_nearest_and_all()
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("logistic-regression", new Dictionary<string, string> { ["tolerence"] = "1" }));

        Assert.Equal(
            "The learner 'logistic-regression' has no setting 'tolerence'. Did you mean 'tolerance'? Its settings are: l2, tolerance, max_iterations, intercept. (Parameter 'tolerence')",
            error.Message);
    }

    [Fact]
    public void A_setting_given_twice_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => RecipeCatalog.Create("logistic-regression", new Dictionary<string, string> { ["max-iterations"] = "1", ["max_iterations"] = "2" }));

        Assert.StartsWith("The setting 'max_iterations' of 'logistic-regression' is given twice.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trees", "many", "a whole number")]
    [InlineData("trees", "1.5", "a whole number")]
    [InlineData("learning_rate", "fast", "a number")]
    public void A_value_of_another_type_is_refused(string name, string value, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("boosted-trees-regressor", new Dictionary<string, string> { [name] = value }));

        Assert.Equal($"The setting '{name}' of 'boosted-trees-regressor' is '{value}', expected {expected}. (Parameter '{name}')", error.Message);
    }

    [Fact]
    public void A_value_out_of_its_range_is_refused_with_the_range()
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("boosted-trees-regressor", new Dictionary<string, string> { ["leaves"] = "1" }));

        Assert.StartsWith("The setting 'leaves' of 'boosted-trees-regressor' is '1': Leaves must be between 2 and 65536.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_is_described_by_its_steps_and_its_learner()
    {
        var recipe = new Impute { Columns = ["a", "b"] }.Then(new Standardize()).Then(new Impute()).Then(new MeanRegressor());

        var settings = RecipeCatalog.Describe(recipe);

        Assert.Equal("impute > standardize > impute > mean-regressor", RecipeCatalog.KindOf(recipe));
        Assert.Equal("a,b", settings["impute.columns"]);
        Assert.Equal("median", settings["impute.numbers"]);
        Assert.Equal("", settings["impute_2.columns"]);
        Assert.Equal("false", settings["impute.indicators"]);
    }

    [Fact]
    public void A_recipe_reads_back_equal_from_its_JSON()
    {
        var recipe = new Impute { Columns = ["a", "b"], Categories = ImputeCategories.MissingLevel, Constant = 0.1 }
            .Then(new OneHot { DropFirst = true }).Then(new PriorClassifier());

        var read = RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe));

        Assert.Equal(recipe, read);
    }

    [Theory]
    [InlineData("""{"kind":"x"}""", "'x'")]
    [InlineData("""{"kind":"prior-classifier","depth":3}""", "depth")]
    [InlineData("""{"kind":"classifier-pipeline","steps":[{"kind":"one-hot","max_levels":1}],"last":{"kind":"prior-classifier"}}""", "MaxLevels must be between 2 and 100000.")]
    [InlineData("""{"kind":"classifier-pipeline","steps":[]}""", "last")]
    [InlineData("null", "The text is null, expected a recipe.")]
    public void JSON_that_is_no_recipe_is_refused(string json, string reason)
    {
        var error = Assert.Throws<JsonException>(() => RecipeCatalog.FromJson(json));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learner_of_scaled_numbers_is_prepared_by_three_steps_and_one_that_reads_all_by_none()
    {
        Recipe trees = new BoostedTreesClassifier();

        Assert.Equal("impute > one-hot > standardize > logistic-regression", RecipeCatalog.KindOf(RecipeCatalog.Prepare(new LogisticRegression())));
        Assert.Same(trees, RecipeCatalog.Prepare(trees));
        var prepared = RecipeCatalog.Prepare(new LogisticRegression());
        Assert.Same(prepared, RecipeCatalog.Prepare(prepared));
    }

    [Fact]
    public void Every_kind_stands_once_in_the_catalog()
    {
        string[] kinds = [.. RecipeCatalog.Learners, .. RecipeCatalog.Steps];

        Assert.Equal(kinds.Distinct(), kinds);
    }
}
