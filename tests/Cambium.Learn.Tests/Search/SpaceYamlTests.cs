using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class SpaceYamlTests
{
    [Fact]
    public void A_space_is_written_and_read_back_equal()
    {
        var recipe = new Standardize().Then(new SupportVectorClassifier());
        var space = SearchSpace.Over(recipe).Set("last.c", SearchRange.LogUniform(0.01, 100)).Set("last.kernel", SearchRange.OneOf("rbf", "linear")).Set("last.gamma", SearchRange.LogUniform(0.001, 1), "last.kernel", "rbf")
            .Set("last.max-iterations", SearchRange.Whole(100, 1000));

        var yaml = space.ToYaml();

        Assert.Equal("space:\n  last.c: log(0.01..100)\n  last.kernel: [rbf, linear]\n  last.gamma: {range: log(0.001..1), if: {last.kernel: rbf}}\n  last.max-iterations: 100..1000\n", yaml);
        Assert.Equal(space, SearchSpace.FromYaml(recipe, yaml, "s.yaml"));
        Assert.Equal(SearchSpace.Parse(recipe, space.ToString()), SearchSpace.FromYaml(recipe, yaml, "s.yaml"));
    }

    [Fact]
    public void A_choice_among_learners_is_written_and_read_back_equal()
    {
        var space = SearchSpace.Parse("decision-tree-classifier(max-depth=1..5 criterion={gini, entropy}) | logistic-regression(l2=log(0.01..10)) | prior-classifier");

        var yaml = space.ToYaml();

        Assert.Equal("choices:\n  decision-tree-classifier:\n    max-depth: 1..5\n    criterion: [gini, entropy]\n  logistic-regression:\n    l2: log(0.01..10)\n  prior-classifier: {}\n", yaml);
        Assert.Equal(space, SearchSpace.FromYaml(yaml, "s.yaml"));
    }

    [Theory]
    [InlineData("space: 5", "s.yaml, line 1: A space is '5', where names with values are expected.")]
    [InlineData("space: {}", "s.yaml, line 1: A space is empty, where names with values are expected.")]
    [InlineData("ranges:\n  l2: 1..2", "s.yaml, line 1: The file knows no 'ranges'. There are: space, choices.")]
    [InlineData("space:\n  l2: 1..2\nchoices:\n  ridge: {}", "s.yaml, line 1: The file names 'space' and 'choices'. It begins with 'space:' or 'choices:'.")]
    [InlineData("space:\n  intercept: [true, false]\n  l3: 1..2", "s.yaml, line 3: ")]
    [InlineData("space:\n  l2: 2..1", "s.yaml, line 2: A range goes from 2 to 1, expected finite numbers, the second above the first.")]
    [InlineData("space:\n  l2: some", "s.yaml, line 2: The range of 'l2' is 'some', expected LOW..HIGH, log(LOW..HIGH) or {VALUE, VALUE, ...}.")]
    [InlineData("space:\n  l2:", "s.yaml, line 2: nothing stands here, where a range, such as 0.1..1 or log(1..100), or a value is expected.")]
    [InlineData("space:\n  l2: {if: {intercept: true}}", "s.yaml, line 2: 'l2' has no 'range'. Write {range: 0.1..1, if: {other: value}}.")]
    [InlineData("space:\n  l2: {range: 1..2, if: intercept}", "s.yaml, line 2: 'intercept' stands at 'if', where another setting with its value is expected, such as {kernel: rbf}.")]
    [InlineData("choices:\n  ridge: {l2: 1..2}", "s.yaml, line 2: 'choices' names learners itself, where the ranges of one are expected. Write 'space:', or read it without a recipe.")]
    [InlineData("space: &a\n  l2: 1..2", "s.yaml, line 1: Anchors (&) and aliases (*) are not read. Write the value out; a text that begins with such a sign stands in quotes.")]
    public void What_is_no_space_of_a_recipe_is_refused_with_its_line(string yaml, string message) =>
        Assert.StartsWith(message, Assert.Throws<TableException>(() => SearchSpace.FromYaml(new Ridge(), yaml, "s.yaml")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("space:\n  l2: 1..2", "s.yaml, line 2: 'space' gives ranges but names no learner. Write 'choices:' with the learner, or read it for a recipe.")]
    [InlineData("choices:\n  ridge: {l2: 1..2}\n  k-means: {}", "s.yaml, line 3: A search needs a recipe that learns a target, but k-means has none.")]
    [InlineData("choices:\n  ridge: {l2: 1..2}\n  logistic-regression: {}", "s.yaml, line 2: A choice holds classifiers and regressors, expected one of the two.")]
    public void What_is_no_choice_is_refused_with_its_line(string yaml, string message) =>
        Assert.Equal(message, Assert.Throws<TableException>(() => SearchSpace.FromYaml(yaml, "s.yaml")).Message);
}
