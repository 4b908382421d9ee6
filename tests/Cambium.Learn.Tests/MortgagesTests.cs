using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>The whole way of a model on a real table: 2,380 mortgage applications.</summary>
public sealed class MortgagesTests
{
    static readonly Table Mortgages = Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "samples", "mortgages.csv"));

    [Theory]
    [InlineData("logistic-regression")]
    [InlineData("boosted-trees-classifier")]
    public void A_pipeline_is_fitted_judged_explained_saved_and_asked(string learner)
    {
        var (train, test) = Mortgages.Split(0.8, stratifyBy: "deny", seed: 42);
        var recipe = new Impute().Then(new OneHot()).Then(new Standardize()).Then((Classifier)RecipeCatalog.Create(learner, new Dictionary<string, string>()));

        var model = recipe.Fit(train, "deny");
        var report = model.Evaluate(test);
        var explanation = model.Explain(test, new ExplainOptions { Repeats = 2 });
        var groups = model.CompareGroups(test, "afam");
        var loaded = LearnerCase.SaveAndLoad(model);

        Assert.InRange(report["roc_auc"], 0.75, 0.95);
        Assert.InRange(report["roc_auc"], report.Scores[0].Interval!.Value.Low, report.Scores[0].Interval!.Value.High);
        Assert.Equal(Mortgages.Columns.Count - 1, explanation.Importances.Count);
        Assert.Equal(test.RowCount, groups.Groups.Sum(group => group.Rows));
        Assert.Equal(report, loaded.Evaluate(test));
    }

    [Fact]
    public void A_row_that_comes_alone_as_CSV_is_answered_as_in_its_table()
    {
        var model = new Impute().Then(new OneHot()).Then(new LogisticRegression()).Fit(Mortgages, "deny");
        var answers = model.PredictProbabilities(Mortgages.Slice(0, 20));

        for (var row = 0; row < 20; row++)
        {
            using var text = new StringWriter();
            Mortgages.Slice(row, 1).WriteCsv(text);
            var alone = Table.ParseCsv(System.Text.Encoding.UTF8.GetBytes(text.ToString()), new CsvOptions(), "row");

            Assert.Equal(answers[(2 * row)..((2 * row) + 2)], model.PredictProbabilities(alone));
        }
    }
}
