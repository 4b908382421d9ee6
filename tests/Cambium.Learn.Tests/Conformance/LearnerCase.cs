using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>One learner under test, alone or behind the steps that make any table of numbers, categories and missing values fit it.</summary>
static class LearnerCase
{
    const string Prepared = "prepared ";

    internal static TheoryData<string> All => [.. RecipeCatalog.Learners, .. RecipeCatalog.Learners.Select(kind => Prepared + kind)];

    internal static TheoryData<string> Bare => [.. RecipeCatalog.Learners];

    internal static bool IsPrepared(string name) => name.StartsWith(Prepared, StringComparison.Ordinal);

    internal static TheoryData<string> WithTarget => [.. All.Select(row => row.Data).Where(HasTarget)];

    internal static TheoryData<string> BareWithTarget => [.. Bare.Select(row => row.Data).Where(HasTarget)];

    /// <summary>The learner's kind in the catalog.</summary>
    internal static string Kind(string name) => name.Replace(Prepared, "", StringComparison.Ordinal);

    /// <summary>Whether the learner does not look at the features.</summary>
    internal static bool IsBaseline(string name) => LearnerFacts.Of(name).IgnoresFeatures;

    /// <summary>Whether the learner predicts a column.</summary>
    internal static bool HasTarget(string name) => Recipe(name) is Classifier or Regressor;

    /// <summary>The learner with settings under which a whole weight is as a repeated row.</summary>
    internal static Recipe WeightRecipe(string name)
    {
        var facts = LearnerFacts.Of(name);
        return RecipeCatalog.Create(Kind(name), facts.Settings.Concat(facts.WeightSettings).ToDictionary());
    }

    /// <summary>The learner with settings under which the answers do not depend on what a change of the training rows leaves as it is.</summary>
    internal static Recipe InvariantRecipe(string name)
    {
        var facts = LearnerFacts.Of(name);
        return RecipeCatalog.Create(
            Kind(name), facts.Settings.Concat(facts.WeightSettings).Concat(facts.InvariantSettings).GroupBy(setting => setting.Name).ToDictionary(named => named.Key, named => named.Last().Value));
    }

    /// <summary>Whether the learner reads missing values and categories by itself.</summary>
    internal static bool ReadsAll(string name) => !IsPrepared(name) && Recipe(name) is var recipe && ReferenceEquals(RecipeCatalog.Prepare(recipe), recipe);

    internal static Recipe Recipe(string name)
    {
        var learner = RecipeCatalog.Create(Kind(name), LearnerFacts.Of(name).Settings.ToDictionary());
        return IsPrepared(name) ? RecipeCatalog.Prepare(learner) : learner;
    }

    internal static bool Classifies(string name) => Recipe(name) is Classifier;

    /// <summary>A table that the learner takes: of numbers alone, or of all types where steps prepare it.</summary>
    internal static Table Table(string name, int rows = 400) =>
        IsPrepared(name) ? Mixed(name, rows) : Fitting(name, ConformanceData.Numbers(rows, Classifies(name)));

    /// <summary>A table of all types.</summary>
    internal static Table Mixed(string name, int rows = 400) => Fitting(name, ConformanceData.Mixed(rows, Classifies(name)));

    static Table Fitting(string name, Table table) => FittingTarget(name, LearnerFacts.Of(name).NeedsCounts ? ConformanceData.Counts(table) : table);

    /// <summary>The table with the target in the learner's domain.</summary>
    internal static Table FittingTarget(string name, Table table) => LearnerFacts.Of(name).PositiveTarget
        ? table.With(Column.Of("y", Array.ConvertAll(table.Column<double>("y").Values.ToArray(), value => Math.Exp(value / 4))))
        : table;

    /// <summary>Probabilities, values, clusters or scores.</summary>
    internal static double[] Answers(Model model, Table rows) => model switch
    {
        ClassifierModel classifier => classifier.PredictProbabilities(rows),
        RegressorModel regressor => regressor.PredictValues(rows),
        ClustererModel clusterer => Array.ConvertAll(clusterer.PredictClusters(rows), cluster => (double)cluster),
        OutlierDetectorModel detector => detector.PredictScores(rows),
        _ => throw new ArgumentException("The model is of no kind that is known here.", nameof(model)),
    };

    /// <summary>All that the model knows, as saved; two models that know the same have the same bytes.</summary>
    internal static byte[] Bytes(Model model)
    {
        var folder = Directory.CreateTempSubdirectory("cambium-conformance").FullName;
        try
        {
            var path = Path.Combine(folder, "model");
            model.Save(path);
            return [.. File.ReadAllBytes(Path.Combine(path, "model.json")), .. File.ReadAllBytes(Path.Combine(path, "weights.safetensors"))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    internal static Model SaveAndLoad(Model model)
    {
        var folder = Directory.CreateTempSubdirectory("cambium-conformance").FullName;
        try
        {
            model.Save(Path.Combine(folder, "model"));
            return Model.Load(Path.Combine(folder, "model"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Asserts that the answers are finite and, for a classifier, probabilities that add up to 1.</summary>
    internal static void AssertSound(Model model, Table rows)
    {
        var answers = Answers(model, rows);
        Assert.All(answers, answer => Assert.True(double.IsFinite(answer), $"an answer is {answer}"));
        if (model is ClassifierModel classifier)
        {
            var k = classifier.Classes.Count;
            Assert.Equal(rows.RowCount * k, answers.Length);
            Assert.All(answers, answer => Assert.InRange(answer, 0, 1));
            Assert.All(answers.Chunk(k), ofRow => Oracle.Near(1, ofRow.Sum(), 1e-12)); // k roundings of a sum
        }
        else
        {
            Assert.Equal(rows.RowCount, answers.Length);
        }

        if (model is ClustererModel clusterer)
        {
            Assert.All(answers, answer => Assert.InRange(answer, ClustererModel.Noise, clusterer.ClusterCount - 1));
        }
    }

    /// <summary>Spearman's correlation: 1 where both are in the same order.</summary>
    internal static double RankCorrelation(double[] a, double[] b)
    {
        var (first, second) = (Ranks(a), Ranks(b));
        var n = (double)a.Length;
        return 1 - (6 * first.Zip(second, (x, y) => (x - y) * (x - y)).Sum() / (n * ((n * n) - 1)));

        static double[] Ranks(double[] values) => [.. values.Select(value => (double)values.Count(other => other < value))];
    }
}
