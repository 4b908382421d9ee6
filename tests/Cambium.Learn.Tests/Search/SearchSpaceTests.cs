using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SearchSpaceTests
{
    static readonly ClassifierPipeline Pipeline = new Impute().Then(new OneHot()).Then(new Impute()).Then(new LogisticRegression());

    [Theory]
    [InlineData("l2")]
    [InlineData("L2")]
    [InlineData("last.l2")]
    [InlineData("Last.L2")]
    public void A_setting_of_the_learner_of_a_pipeline_is_found_by_either_name(string name)
    {
        var recipe = (ClassifierPipeline)Made(SearchSpace.Over(Pipeline).Set(name, SearchRange.LogUniform(0.5, 2)), (name, "0.75"));

        Assert.Equal(new LogisticRegression { L2 = 0.75 }, recipe.Last);
        Assert.Equal(Pipeline.Steps, recipe.Steps);
    }

    [Fact]
    public void Steps_are_named_by_kind_and_number()
    {
        var space = SearchSpace.Over(Pipeline).Set("impute_2.numbers", SearchRange.OneOf("mean", "median")).Set("steps.1.numbers", SearchRange.OneOf("mean", "median"));

        var recipe = (ClassifierPipeline)Made(space, ("impute_2.numbers", "mean"), ("steps.1.numbers", "median"));

        Assert.Equal([new Impute { Numbers = ImputeNumbers.Median }, new OneHot(), new Impute { Numbers = ImputeNumbers.Mean }], recipe.Steps);
    }

    [Fact]
    public void Recipes_within_recipes_are_changed_where_they_are()
    {
        var voting = new VotingClassifier { Members = [new LogisticRegression(), new BaggingClassifier { Base = new DecisionTreeClassifier() }] };
        var space = SearchSpace.Over(voting)
            .Set("members.1.l2", SearchRange.LogUniform(0.1, 10))
            .Set("members.2.base.max-depth", SearchRange.Whole(2, 9))
            .Set("members.2.models", SearchRange.LogWhole(5, 50));

        var recipe = Made(space, ("members.1.l2", "3"), ("members.2.base.max-depth", "4"), ("members.2.models", "7"));

        Assert.Equal(new VotingClassifier { Members = [new LogisticRegression { L2 = 3 }, new BaggingClassifier { Base = new DecisionTreeClassifier { MaxDepth = 4 }, Models = 7 }] }, recipe);
    }

    [Fact]
    public void A_whole_recipe_can_be_what_is_chosen()
    {
        var space = SearchSpace.Parse(new BaggingClassifier { Base = new LogisticRegression() }, "base={logistic-regression, decision-tree-classifier(max_depth=3)} base.max-depth=2..5 if base=decision-tree-classifier(max_depth=3)");

        Assert.Equal(["base", "base.max-depth"], space.Shape().SettingsAt([0.9, 0.99]).Select(setting => setting.Name));
        Assert.Equal(["base"], space.Shape().SettingsAt([0.1, 0.99]).Select(setting => setting.Name));
        Assert.Equal(new BaggingClassifier { Base = new DecisionTreeClassifier { MaxDepth = 5 } }, space.RecipeOf(space.Shape().SettingsAt([0.9, 0.99])));
        Assert.Equal(new BaggingClassifier { Base = new LogisticRegression() }, space.RecipeOf(space.Shape().SettingsAt([0.1, 0.99])));
    }

    [Fact]
    public void Settings_of_a_choice_exist_only_where_it_is_chosen()
    {
        var space = SearchSpace.Choose(
            ("trees", SearchSpace.Over(new BoostedTreesClassifier()).Set("trees", SearchRange.Whole(10, 20))),
            ("linear", SearchSpace.Over(Pipeline)))
            .Set("linear.l2", SearchRange.OneOf(0.1, 1, 10));

        Assert.Equal([new("recipe", "trees"), new("trees.trees", "20")], space.Shape().SettingsAt([0, 1, 0]));
        Assert.Equal([new("recipe", "linear"), new("linear.l2", "10")], space.Shape().SettingsAt([0.6, 1, 1]));
        Assert.Equal(new BoostedTreesClassifier { Trees = 20 }, space.RecipeOf(space.Shape().SettingsAt([0, 1, 0])));
        Assert.Equal([0.75, double.NaN, 5 / 6.0], space.Shape().PointOf([new("recipe", "linear"), new("linear.l2", "10")]));
    }

    [Fact]
    public void Text_gives_the_space_that_code_does_and_is_given_back()
    {
        const string Text = "learning-rate=log(0.01..0.3) trees=50..500 l2={0.1, 1, 10}";
        var space = SearchSpace.Over(new BoostedTreesClassifier())
            .Set("learning-rate", SearchRange.LogUniform(0.01, 0.3)).Set("trees", SearchRange.Whole(50, 500)).Set("l2", SearchRange.OneOf(0.1, 1, 10));

        Assert.Equal(space, SearchSpace.Parse(new BoostedTreesClassifier(), Text));
        Assert.Equal(space, SearchSpace.Parse(new BoostedTreesClassifier(), "# rates\nlearning-rate: log(0.01..0.3)\ntrees: 50..500 # many\nl2: [0.1, 1, 10]\n"));
        Assert.Equal(Text, space.ToString());
    }

    [Fact]
    public void Text_chooses_among_learners_with_the_steps_that_they_need()
    {
        const string Text = "boosted-trees-classifier(trees=50..500) | logistic-regression(l2=log(0.01..10) intercept={true, false})";

        var space = SearchSpace.Parse(Text);

        Assert.True(SpaceText.IsChoice(Text));
        Assert.Equal(Text, space.ToString());
        Assert.Equal(["boosted-trees-classifier", "logistic-regression"], space.Branches.Select(branch => branch.Name));
        Assert.IsType<ClassifierPipeline>(space.Branches[1].Recipe);
    }

    [Theory]
    [InlineData("trees", "There is no learner")]
    public void A_learner_that_is_not_there_is_named(string text, string begin) =>
        Assert.StartsWith(begin, Assert.Throws<ArgumentException>(() => SearchSpace.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("trees", "'trees' is no setting with a range; write name=0.1..1, name=log(0.01..1) or name={a, b, c}.")]
    [InlineData("trees=", "The range of 'trees' is '', expected LOW..HIGH, log(LOW..HIGH) or {VALUE, VALUE, ...}.")]
    [InlineData("trees=5", "The range of 'trees' is '5', expected LOW..HIGH, log(LOW..HIGH) or {VALUE, VALUE, ...}.")]
    [InlineData("trees=5..x", "The range of 'trees' is '5..x', expected LOW..HIGH, log(LOW..HIGH) or {VALUE, VALUE, ...}.")]
    [InlineData("trees=5.5..7", "The range of 'trees' is '5.5..7', expected whole numbers, as the setting is one.")]
    [InlineData("trees={5}", "A choice has 1 value, expected at least two.")]
    [InlineData("trees={5, 5}", "A choice has the value '5' twice. Name it once.")]
    [InlineData("trees=(5..7", "The brackets or quotes of '(5..7' do not match.")]
    [InlineData("trees=9..7", "A range goes from 9 to 7, expected finite numbers, the second above the first.")]
    [InlineData("l2=log(0..7)", "A range by logarithm begins at 0, expected a number above 0.")]
    [InlineData("trees=5..7 trees=1..2", "The setting 'trees' has a range already. Give it one.")]
    [InlineData("trees=5..7 l2=0..1 if trees=5", "The setting 'l2' depends on 'trees', expected a setting with a choice of listed values that was set before.")]
    [InlineData("trees={5,7} l2=0..1 if trees=6", "The setting 'l2' depends on 'trees' being '6', which is not in {5, 7}.")]
    [InlineData("tree.depth=5..7", "The learner 'boosted-trees-classifier' has no setting 'tree'. Did you mean 'trees'?")]
    [InlineData("trees.depth=5..7", "The setting 'trees' of 'boosted-trees-classifier' holds no recipe, so that 'trees.depth' leads nowhere. Name 'trees' itself.")]
    [InlineData("trees=0..7", "The setting 'trees' of 'boosted-trees-classifier' is '0': Trees must be between 1 and")]
    public void What_is_wrong_with_a_text_is_said_before_anything_is_fitted(string text, string begin) =>
        Assert.StartsWith(begin, Assert.Throws<ArgumentException>(() => SearchSpace.Parse(new BoostedTreesClassifier(), text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Misuse_in_code_is_told_in_full()
    {
        var linear = SearchSpace.Over(Pipeline);
        Assert.Equal(
            "The setting 'trees' takes whole numbers, but the range 1.5..9 is of real numbers. Use SearchRange.Whole or LogWhole. (Parameter 'setting')",
            Assert.Throws<ArgumentException>(() => SearchSpace.Over(new BoostedTreesClassifier()).Set("trees", SearchRange.Uniform(1.5, 9))).Message);
        Assert.Equal(
            "A search needs a recipe that learns a target, but k-means has none. (Parameter 'recipe')", Assert.Throws<ArgumentException>(() => SearchSpace.Over(new KMeans())).Message);
        Assert.Equal(
            "A choice holds classifiers and regressors, expected one of the two. (Parameter 'choices')",
            Assert.Throws<ArgumentException>(() => SearchSpace.Choose(("a", linear), ("b", SearchSpace.Over(new Ridge())))).Message);
        Assert.Equal("A choice is named 'a.b', expected a name without a dot. (Parameter 'choices')", Assert.Throws<ArgumentException>(() => SearchSpace.Choose(("a.b", linear), ("b", linear))).Message);
        Assert.Equal(
            "'l2' begins with none of the recipes a, b. Write 'a.l2'. (Parameter 'name')",
            Assert.Throws<ArgumentException>(() => SearchSpace.Choose(("a", linear), ("b", linear)).Set("l2", SearchRange.Uniform(0, 1))).Message);
        Assert.Equal(
            "The settings have 'l1', which the space has not. (Parameter 'settings')", Assert.Throws<ArgumentException>(() => linear.Shape().PointOf([new("l1", "2")])).Message);
    }

    [Fact]
    public void Every_place_of_a_range_is_a_value_whose_place_gives_it_again()
    {
        var random = new Cambium.Numerics.RandomStream(7);
        foreach (var range in new[] { SearchRange.Uniform(-3, 5), SearchRange.LogUniform(1e-6, 100), SearchRange.Whole(-2, 7), SearchRange.LogWhole(1, 1000), SearchRange.OneOf("a", "b", "c") })
        {
            for (var i = 0; i < 200; i++)
            {
                var value = range.At(i < 2 ? i : random.NextDouble());

                Assert.Equal(value, range.At(range.PlaceOf(value)));
            }
        }

        Assert.Equal("log(1..100)", SearchRange.LogWhole(1, 100).ToString());
        Assert.Equal("The value '8' is not in the range -2..7. (Parameter 'text')", Assert.Throws<ArgumentException>(() => SearchRange.Whole(-2, 7).PlaceOf("8")).Message);
    }

    static Recipe Made(SearchSpace space, params (string Name, string Value)[] settings) =>
        space.RecipeOf(settings.Select(setting => new TrialSetting(setting.Name, setting.Value)).ToEquatableArray());
}
