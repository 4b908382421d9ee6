using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class StepsYamlTests
{
    static readonly Recipe Prices = new Impute { Columns = ColumnSelection.Of(ColumnKind.Numbers).Except("2024", "odd: name") }
        .Then(new Branches
        {
            Parts =
            [
                new SelectColumns { Columns = ["area", "true"] }.Then(new Standardize()),
                new SelectColumns { Columns = ["text"] }.Then(new TfIdf { MaxGram = 2, MinShare = 0.001, StopWords = ["the", "#1", ""], MaxFeatures = 1000 }),
                new RenameColumns { Names = [["a b", "c"], ["d", "e"]] }.Then(new DateParts { Parts = [DatePart.DayOfWeek], Since = "2026-01-01" }),
            ],
        })
        .Then(new VotingRegressor { Members = [new Ridge { L2 = 1e-7 }, new OneHot().Then(new Lasso())] });

    public static TheoryData<string> Steps => [.. RecipeCatalog.Steps];

    public static TheoryData<string> Learners => [.. RecipeCatalog.Learners];

    [Fact]
    public void A_pipeline_is_read_as_it_was_written()
    {
        var yaml = RecipeCatalog.ToYaml(Prices);

        Assert.Equal(Prices, RecipeCatalog.FromYaml(yaml, "text"));
        Assert.Equal(
            """
            steps:
              - impute: {columns: ["kind:numbers", "not:2024", "not:odd: name"]}
              - branches: {parts: [[{select-columns: {columns: [area, "true"]}}, standardize], [{select-columns: {columns: [text]}}, {tf-idf: {max_gram: 2, stop_words: [the, "#1", ""], min_share: 0.001, max_features: 1000}}], [{rename-columns: {names: [["a b", c], [d, e]]}}, {date-parts: {parts: [day-of-week], since: "2026-01-01"}}]]}
            learner: {voting-regressor: {members: [{ridge: {l2: 1E-07}}, {steps: [one-hot], learner: lasso}]}}

            """.ReplaceLineEndings("\n"),
            yaml);
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_has_a_text(string kind)
    {
        var step = (Transform)Activator.CreateInstance(ModelKinds.Steps.Single(known => known.Name == kind).RecipeType)!; // a recipe is a class

        Assert.Equal(kind == "steps" ? (TransformPipeline)step : new TransformPipeline { Steps = [new OneHot(), step] }, kind == "steps" ? (TransformPipeline)step : RecipeCatalog.StepsFromYaml(RecipeCatalog.ToYaml(new OneHot().Then(step)), "text"));
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Every_learner_has_a_text(string kind)
    {
        var recipe = RecipeCatalog.Create(kind, new Dictionary<string, string>());

        Assert.Equal(recipe, RecipeCatalog.FromYaml(RecipeCatalog.ToYaml(recipe), "text"));
    }

    [Fact]
    public void People_write_it_over_lines()
    {
        const string Yaml = """
            # What goes before any linear model.
            steps:
              - impute
              - one-hot:
                  max_levels: 50
              - branches:
                  parts:
                    - - select-columns: {columns: [2024]}
                      - standardize:
                    - spline: {knots: 7}
            """;

        var expected = new Impute().Then(new OneHot { MaxLevels = 50 })
            .Then(new Branches { Parts = [new SelectColumns { Columns = ["2024"] }.Then(new Standardize()), new Spline { Knots = 7 }] });

        Assert.Equal(expected, RecipeCatalog.StepsFromYaml(Yaml, "steps.yaml"));
    }

    [Theory]
    [InlineData("", "f.yaml, line 1: The file is empty. It begins with 'steps:'.")]
    [InlineData("{}", "f.yaml, line 1: The file names no steps. It begins with 'steps:'.")]
    [InlineData("step: [impute]", "f.yaml, line 1: The file knows no 'step'. Did you mean 'steps'? There are: steps, learner.")]
    [InlineData("steps:\n  impute: 1", "f.yaml, line 2: a mapping stands at 'steps', where a list of steps is expected.")]
    [InlineData("steps:\n- spline:\n    knot: 3", "f.yaml, line 3: 'spline' knows no 'knot'. Did you mean 'knots'? There are: columns, knots, degree, quantiles, bias.")]
    [InlineData(
        "steps:\n- {impute: {}, one-hot: {}}",
        "f.yaml, line 2: A mapping of 2 names stands where a step is expected: its kind, or its kind, a colon and its settings, such as 'standardize: {columns: [age]}'.")]
    [InlineData("steps: [branches: {parts: impute}]", "f.yaml, line 1: 'impute' stands where a list is expected.")]
    [InlineData("steps: [impute]\nlearner: ridge", "f.yaml names a learner, ridge, where only steps are expected. Take 'learner:' out, or read it with FromYaml.")]
    [InlineData("steps: [&a impute, *a]", "f.yaml, line 1: Anchors (&) and aliases (*) are not read. Write the value out; a text that begins with such a sign stands in quotes.")]
    public void What_is_no_file_of_steps_is_refused(string yaml, string expected)
    {
        var e = Assert.Throws<TableException>(() => RecipeCatalog.StepsFromYaml(yaml, "f.yaml"));

        Assert.Equal(expected, e.Message);
    }

    [Fact]
    public void Values_out_of_range_are_refused_with_their_line()
    {
        var range = Assert.Throws<TableException>(() => RecipeCatalog.StepsFromYaml("steps:\n- one-hot: {max_levels: 1}", "f.yaml"));
        var type = Assert.Throws<TableException>(() => RecipeCatalog.StepsFromYaml("steps:\n- impute\n- one-hot: {max_levels: many}", "f.yaml"));
        var kind = Assert.Throws<TableException>(() => RecipeCatalog.StepsFromYaml("steps:\n- one-hott", "f.yaml"));
        var none = Assert.Throws<TableException>(() => RecipeCatalog.FromYaml("steps: [impute]", "f.yaml"));

        Assert.Equal("f.yaml, line 2: 'one-hot' cannot be made: MaxLevels must be between 2 and 100000.", range.Message);
        Assert.Equal("f.yaml, line 3: 'one-hot' cannot be made: its setting 'max_levels' does not take this value.", type.Message);
        Assert.StartsWith("f.yaml, line 2: There is no step 'one-hott'. Did you mean 'one-hot'? The steps are: impute, ", kind.Message, StringComparison.Ordinal);
        Assert.Equal("f.yaml names steps but no learner. Write 'learner: ' and its kind, or read it with StepsFromYaml.", none.Message);
    }

    [Fact]
    public void A_pipeline_prints_as_a_tree()
    {
        Assert.Equal(
            """
            pipeline
              impute(columns='kind:numbers,not:2024,not:odd: name')
              branches
                part 1
                  select-columns(columns='area,true')
                  standardize
                part 2
                  select-columns(columns=text)
                  tf-idf(max_gram=2, stop_words='the,#1,', min_share=0.001, max_features=1000)
                part 3
                  rename-columns(names='a b,c;d,e')
                  date-parts(parts=day-of-week, since=2026-01-01)
              voting-regressor(members=[ridge(l2=1E-07), one-hot > lasso])
            """.ReplaceLineEndings("\n"),
            Prices.ToString());
    }
}
