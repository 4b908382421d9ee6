using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Values of scikit-learn, tests/oracles/composition.py: the same folds, and bases that both sides solve to some 1e-10.</summary>
public sealed class CompositionPeerTests
{
    // scikit-learn's solver ends where rounding does, at a gradient of some 1e-8 of a sum over the rows; a stack sees that twice.
    const double Tolerance = 1e-6;

    static readonly FitOptions Weighted = new() { Weight = "weight" };

    [Theory]
    [InlineData("cancer", "breast-cancer.csv", "diagnosis")]
    [InlineData("iris", "iris.csv", "species")]
    [InlineData("wine", "wine.csv", "cultivar")]
    public void Votes_are_those_of_scikit_learn(string name, string file, string target)
    {
        var oracle = Oracle.Read("composition.json")[name]!;
        var weighted = Table(file, target);
        var table = weighted.Drop("weight");
        EquatableArray<Classifier> members = [Logistic(1), Logistic(20)];

        Same(oracle["soft"].Numbers(), new VotingClassifier { Members = members, Weights = [2, 1] }.Fit(table, target), table);
        Same(oracle["soft_row_weights"].Numbers(), new VotingClassifier { Members = members }.Fit(weighted, target, Weighted), table);
        var hard = new VotingClassifier { Members = [.. members, Logistic(1000)], Voting = VotingKind.Hard }.Fit(table, target).Predict(table)["prediction"];
        Assert.Equal(oracle["hard"]!.AsArray().Select(item => item!.GetValue<string>()), Enumerable.Range(0, table.RowCount).Select(row => hard.Format(row)));
    }

    [Theory]
    [InlineData("cancer", "breast-cancer.csv", "diagnosis")]
    [InlineData("iris", "iris.csv", "species")]
    [InlineData("wine", "wine.csv", "cultivar")]
    public void Stacks_and_one_against_the_rest_are_those_of_scikit_learn(string name, string file, string target)
    {
        var oracle = Oracle.Read("composition.json")[name]!;
        var table = Table(file, target).Drop("weight");
        var stack = new StackingClassifier { Members = [Logistic(1), Logistic(20)], Final = Logistic(1) };

        Same(oracle["stacking"].Numbers(), stack.Fit(table, target), table);
        Same(oracle["stacking_passed"].Numbers(), (stack with { PassThrough = true }).Fit(table, target), table);
        Same(oracle["rest"].Numbers(), new OneVersusRest { Base = Logistic(1) }.Fit(table, target), table);
    }

    [Theory]
    [InlineData("sigmoid", CalibrationMethod.Platt)]
    [InlineData("isotonic", CalibrationMethod.Isotonic)]
    public void Calibrated_probabilities_are_those_of_scikit_learn(string name, CalibrationMethod method)
    {
        var oracle = Oracle.Read("composition.json")["cancer"]![name].Numbers();
        var table = Table("breast-cancer.csv", "diagnosis").Drop("weight");

        var model = new CalibratedClassifier { Base = Logistic(1), Method = method }.Fit(table, "diagnosis");

        // scikit-learn stops the sigmoid's BFGS at a gradient of 1e-5 of a sum over the rows.
        Same(oracle, model, table, method == CalibrationMethod.Platt ? 1e-4 : Tolerance);
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("accuracy")]
    [InlineData("balanced-accuracy")]
    [InlineData("matthews")]
    [InlineData("cost")]
    [InlineData("precision-at-recall")]
    [InlineData("recall-at-precision")]
    public void A_threshold_scores_what_the_best_of_all_does(string metric)
    {
        var oracle = Oracle.Read("composition.json")["cancer"]!["thresholds"]![metric]!.GetValue<double>();
        var table = Table("breast-cancer.csv", "diagnosis").Drop("weight");
        var settings = new Dictionary<string, string> { ["base"] = "logistic-regression(tolerance=1e-12)", ["metric"] = metric, ["floor"] = "0.95", ["false-negative-cost"] = "5" };

        var model = (ThresholdClassifierModel)RecipeCatalog.Create("threshold-classifier", settings).Fit(table, "diagnosis");

        Assert.Equal(oracle, model.Score, 1e-12);
    }

    [Fact]
    public void Regressors_are_those_of_scikit_learn()
    {
        var oracle = Oracle.Read("composition.json")["diabetes"]!;
        var weighted = Table("diabetes.csv", "progression");
        var table = weighted.Drop("weight");
        EquatableArray<Regressor> members = [new LinearRegression(), new LinearRegression { L2 = 5 }];
        var stack = new StackingRegressor { Members = members, Final = new LinearRegression { L2 = 1 } };

        Same(oracle["voting"].Numbers(), new VotingRegressor { Members = members, Weights = [2, 1] }.Fit(table, "progression"), table);
        Same(oracle["voting_row_weights"].Numbers(), new VotingRegressor { Members = members }.Fit(weighted, "progression", Weighted), table);
        Same(oracle["stacking"].Numbers(), stack.Fit(table, "progression"), table);
        Same(oracle["stacking_passed"].Numbers(), (stack with { PassThrough = true }).Fit(table, "progression"), table);
    }

    static void Same(double[] expected, Model model, Table table, double tolerance = Tolerance)
    {
        // Closed forms agree further.
        tolerance = model is RegressorModel ? 1e-8 : tolerance;
        Assert.All(expected.Zip(LearnerCase.Answers(model, table.Slice(0, 25)), (first, second) => (first, second)), pair => Oracle.Near(pair.first, pair.second, tolerance));
    }

    static LogisticRegression Logistic(double l2) => new() { L2 = l2, Tolerance = 1e-13 };

    /// <summary>The largest of each column is 1.</summary>
    static Table Table(string file, string target)
    {
        var table = LinearTables.Sample(file);
        foreach (var name in table.Columns.Select(column => column.Name).Where(name => name != target))
        {
            var values = ColumnFit.Numbers(table[name]).ToArray();
            var largest = values.Max(Math.Abs);
            table = table.With(Column.Of(name, values.Select(value => value / largest).ToArray()));
        }

        return LinearTables.WithOracleWeights(table);
    }
}
