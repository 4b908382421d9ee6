using System.Text.Json;

namespace Cambium.Learn.Tests;

/// <summary>Recipes within recipes as settings, text and JSON.</summary>
public sealed class NestedRecipeTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        { "bagging-classifier", "base", "logistic-regression" },
        { "bagging-classifier", "base", "logistic-regression(l2=0.5, max_iterations=7)" },
        { "bagging-classifier", "base", "bagging-classifier(base=logistic-regression(l2=2), models=3)" },
        { "bagging-classifier", "base", "impute(columns='a,b', numbers=mean) > one-hot > standardize > logistic-regression(l2=2)" },
        { "bagging-classifier", "base", "voting-classifier(members=[logistic-regression, logistic-regression(l2=2)], weights='1,2')" },
        { "bagging-regressor", "base", "voting-regressor(members=[linear-regression(l2=3), mean-regressor])" },
        { "voting-classifier", "members", "[prior-classifier]" },
        { "voting-classifier", "members", "[impute(columns='it''s (1),[x] > 2') > prior-classifier, logistic-regression]" },
        { "stacking-regressor", "members", "[impute > linear-regression, mean-regressor]" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_nested_recipe_is_read_and_written_as_text(string kind, string setting, string text)
    {
        var recipe = RecipeCatalog.Create(kind, new Dictionary<string, string> { [setting] = text });

        var described = RecipeCatalog.Describe(recipe);

        Assert.Equal(text, described[setting]);
        Assert.Equal(recipe, RecipeCatalog.Create(kind, described));
        Assert.Equal(recipe, RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)));
        Assert.Equal(recipe.GetHashCode(), RecipeCatalog.FromJson(RecipeCatalog.ToJson(recipe)).GetHashCode());
    }

    [Fact]
    public void The_text_means_the_recipe_that_it_says()
    {
        var recipe = RecipeCatalog.Create("voting-classifier", new Dictionary<string, string>
        {
            ["Members"] = "[ standardize>logistic-regression( L2 = 0.5 ) ,impute(columns='a, b') > boosted-trees-classifier(trees=3,leaves=4) ]",
            ["voting"] = "hard",
        });

        Assert.Equal(
            new VotingClassifier
            {
                Members =
                [
                    new Standardize().Then(new LogisticRegression { L2 = 0.5 }),
                    new Impute { Columns = ["a", "b"] }.Then(new BoostedTreesClassifier { Trees = 3, Leaves = 4 }),
                ],
                Voting = VotingKind.Hard,
            },
            recipe);
    }

    [Theory]
    [InlineData("base", "logistic-regresion", "There is no learner 'logistic-regresion'. Did you mean 'logistic-regression'?")]
    [InlineData("base", "linear-regression", "'linear-regression' is not a classifier.")]
    [InlineData("base", "logistic-regression(l2=1", "The brackets or quotes of 'logistic-regression(l2=1' do not match, or are nested too deep.")]
    [InlineData("base", "logistic-regression(l2)", "'l2' in 'logistic-regression(l2)' is no setting; write name=value.")]
    [InlineData("base", "logistic-regression(l2=1, l2=2)", "The setting 'l2' in 'logistic-regression(l2=1, l2=2)' is given twice.")]
    [InlineData("base", "logistic-regression(l2=-1)", "The setting 'l2' of 'logistic-regression' is '-1': L2 must be a finite number of at least 0.")]
    [InlineData("base", "one-hott > logistic-regression", "There is no step 'one-hott'. Did you mean 'one-hot'?")]
    [InlineData("base", "one-hot", "There is no learner 'one-hot'.")]
    [InlineData("base", "", "'' is empty, expected a classifier.")]
    public void A_text_that_is_no_recipe_is_refused_with_the_reason(string setting, string text, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("bagging-classifier", new Dictionary<string, string> { [setting] = text }));

        Assert.StartsWith($"The setting 'base' of 'bagging-classifier' is '{text}', expected a classifier such as logistic-regression(l2=1): {reason}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logistic-regression", "'logistic-regression' is no list; a list stands between [ and ], its items parted by commas.")]
    [InlineData("[linear-regression]", "'linear-regression' is not a classifier.")]
    public void A_text_that_is_no_list_is_refused_with_the_reason(string text, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("voting-classifier", new Dictionary<string, string> { ["members"] = text }));

        Assert.Equal($"The setting 'members' of 'voting-classifier' is '{text}', expected a list such as [logistic-regression(l2=1), ...]: {reason} (Parameter 'members')", error.Message);
    }

    [Fact]
    public void An_empty_list_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("voting-classifier", new Dictionary<string, string> { ["members"] = "[]" }));

        Assert.StartsWith("The setting 'members' of 'voting-classifier' is '[]': Members must hold between 1 and 100 recipes.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("impute > ", "'impute >' has nothing after the last '>', expected a learner.")]
    [InlineData("> lasso", "'> lasso' has nothing before '>' number 1, expected a step.")]
    [InlineData("impute > > lasso", "'impute > > lasso' has nothing before '>' number 2, expected a step.")]
    [InlineData("(l2=1)", "'(l2=1)' has no name before its '('; write name(setting=value).")]
    [InlineData(" ", "' ' is empty, expected a regressor.")]
    public void A_name_that_is_missing_is_told_with_its_place(string text, string reason)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("bagging-regressor", new Dictionary<string, string> { ["base"] = text }));

        Assert.Equal($"The setting 'base' of 'bagging-regressor' is '{text}', expected a regressor such as linear-regression(l2=1): {reason} (Parameter 'base')", error.Message);
    }

    [Theory]
    [InlineData("[lasso, , ridge]", 2)]
    [InlineData("[lasso,]", 2)]
    [InlineData("[,lasso]", 1)]
    public void An_item_that_is_missing_is_told_with_its_place(string text, int item)
    {
        var error = Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("voting-regressor", new Dictionary<string, string> { ["members"] = text }));

        Assert.Equal(
            $"The setting 'members' of 'voting-regressor' is '{text}', expected a list such as [linear-regression(l2=1), ...]: Item {item} of '{text}' is empty, expected a regressor. (Parameter 'members')",
            error.Message);
    }

    [Fact]
    public void Recipes_nested_too_deep_are_refused_as_objects_text_and_JSON()
    {
        Classifier deep = new LogisticRegression();
        for (var i = 0; i < 4; i++)
        {
            deep = new BaggingClassifier { Base = deep };
        }

        var error = Assert.Throws<ArgumentException>(() => new BaggingClassifier { Base = deep });
        Assert.Equal("Base makes 6 recipes within each other, expected at most 5. (Parameter 'Base')", error.Message);
        var pipeline = Assert.Throws<ArgumentException>(() => new Standardize().Then(deep));
        Assert.Equal("Last makes 6 recipes within each other, expected at most 5. (Parameter 'Last')", pipeline.Message);
        var json = RecipeCatalog.ToJson(deep);
        Assert.Throws<JsonException>(() => RecipeCatalog.FromJson($$"""{"kind":"one-versus-rest","base":{{json}}}"""));
        var text = string.Concat(Enumerable.Repeat("bagging-classifier(base=", 200)) + "logistic-regression" + new string(')', 200);
        Assert.Throws<ArgumentException>(() => RecipeCatalog.Create("bagging-classifier", new Dictionary<string, string> { ["base"] = text }));
    }

    [Fact]
    public void A_model_nested_as_deep_as_may_be_is_saved_and_loaded()
    {
        var table = ConformanceData.Mixed(120, classes: true);
        Classifier deep = new Impute().Then(new OneHot()).Then(new LogisticRegression());
        deep = new VotingClassifier { Members = [deep, new PriorClassifier()] };
        deep = new OneVersusRest { Base = deep };
        deep = new StackingClassifier { Members = [deep], Folds = 2 };

        var model = deep.Fit(table, "y");

        var loaded = LearnerCase.SaveAndLoad(model);
        Assert.Equal(LearnerCase.Answers(model, table), LearnerCase.Answers(loaded, table));
        Assert.Equal(deep, loaded.Recipe);
    }
}
