using System.Runtime.CompilerServices;

namespace Cambium.Learn.Tests;

/// <summary>Each expression is compiled here, and its text must be what the recipe it makes is written as.</summary>
public sealed class RecipeCodeTests
{
    [Fact]
    public void Settings_are_written_by_name_and_defaults_left_out()
    {
        Same(new Ridge());
        Same(new Ridge { L2 = 0.125, Intercept = false });
        Same(new KNearestClassifier { Neighbours = 7, Votes = NeighbourVotes.Distance });
        Same(new BoostedTreesClassifier { Trees = 300, LearningRate = 0.05, Increasing = ["age", "in \"quotes\"\\"], Seed = 9, ClassWeights = [new ClassWeight("yes", 2)] });
    }

    [Fact]
    public void Pipelines_stacks_and_selections_are_written_whole()
    {
        Same(new ClassifierPipeline { Steps = [new Impute { Indicators = true }, new TargetEncode { Columns = ["town"] }, new OneHot(), new Standardize()], Last = new LogisticRegression { L2 = 3 } });
        Same(new StackingRegressor { Members = [new Ridge(), new BoostedTreesRegressor { Leaves = 8 }], Folds = 3 });
        Same(new RegressorPipeline { Steps = [new TfIdf { Columns = ["note"], MinRows = 2, MaxFeatures = 5000 }], Last = new Ridge() });
        Same(new RegressorPipeline { Steps = [new Standardize { Columns = new ColumnSelection { Names = [], Kinds = [ColumnKind.Numbers], Excepted = ["id"] } }], Last = new Ridge() });
    }

    [Fact]
    public void Every_learner_of_the_catalog_can_be_written()
    {
        foreach (var kind in RecipeCatalog.Learners)
        {
            var recipe = RecipeCatalog.Create(kind, new Dictionary<string, string>());

            Assert.Equal($"new {recipe.GetType().Name}()", RecipeCode.Of(recipe));
        }
    }

    [Fact]
    public void The_winner_is_written_as_a_program()
    {
        var report = new AutoMlReport
        {
            Target = "card",
            Metric = "roc_auc",
            Winner = 1,
            Candidates = [new AutoMlCandidate { Number = 1, Family = "linear", Recipe = new LogisticRegression { L2 = 3 }, Status = TrialStatus.Complete, Rows = 10, Folds = [0.5, 0.75], Mean = 0.625 }],
            LeftOut = ["share"],
            Warnings = [],
            Seconds = 1,
        };

        Assert.Equal(
            """
            // linear: roc_auc 0.6250 over 2 folds
            using Cambium.Data;
            using Cambium.Learn;

            var table = Table.Read("cards.csv", new CsvOptions()).Drop("share");
            var recipe = new LogisticRegression { L2 = 3 };
            var model = recipe.Fit(table, "card");
            model.Save("winner.model");

            """.ReplaceLineEndings("\n"),
            report.ToCSharp("cards.csv"));
    }

    static void Same(Recipe recipe, [CallerArgumentExpression(nameof(recipe))] string code = "") => Assert.Equal(code, RecipeCode.Of(recipe));
}
