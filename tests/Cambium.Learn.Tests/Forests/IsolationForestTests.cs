using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Isolation forests: path lengths by hand, and scores as scikit-learn's.</summary>
public sealed class IsolationForestTests
{
    [Fact]
    public void Scores_are_those_of_the_path_lengths()
    {
        // Any border parts 10 from the three zeros: it is 1 question away, they are 1 + c(3) = 1 + 2 (ln 2 + γ) − 4/3; c(4) = 2 (ln 3 + γ) − 3/2.
        var table = Table.Create(Column.Of("x", [0.0, 0, 0, 10]));

        var scores = new IsolationForest { Trees = 7 }.Fit(table).PredictScores(table);

        var gamma = 0.57721566490153286;
        var mean = (2 * (Math.Log(3) + gamma)) - 1.5;
        Oracle.Near(Math.Pow(2, -1 / mean), scores[3], 1e-15);
        Assert.All(scores[..3], score => Oracle.Near(Math.Pow(2, -(1 + (2 * (Math.Log(2) + gamma)) - (4.0 / 3)) / mean), score, 1e-15));
    }

    [Theory]
    [InlineData("breast_cancer", "breast-cancer.csv", "diagnosis", "malignant")]
    [InlineData("mortgages", "mortgages.csv", "deny", "yes")]
    public void Scores_rank_as_the_peers(string oracle, string file, string target, string outlier)
    {
        var table = LinearTables.Sample(file);
        var peer = ForestTables.Peers["isolation"]![oracle]!;

        var scores = new IsolationForest().Fit(Numbers(table), target).PredictScores(Numbers(table));

        // One forest of 100 trees is as near to the mean of twenty as the farthest of them, give or take as much again.
        var mean = peer["mean_scores"].Numbers();
        var correlations = peer["rank_correlation_with_mean"].Numbers();
        Assert.InRange(Correlation(Ranks(mean), Ranks(scores)), correlations.Min() - (correlations.Max() - correlations.Min()), 1);
        Assert.InRange(scores.Average() - mean.Average(), -0.01, 0.01);
        var aucs = peer["auc"].Numbers();
        var auc = Auc(scores, [.. Enumerable.Range(0, table.RowCount).Select(row => table[target].Format(row) == outlier)]);
        Assert.InRange(auc, (2 * aucs.Min()) - aucs.Max(), (2 * aucs.Max()) - aucs.Min());
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void The_share_of_outliers_is_what_was_asked_for(double share)
    {
        var table = ForestTables.Generated(500).Drop("y");

        var model = new IsolationForest { OutlierShare = share }.Fit(table);

        Assert.Equal(share, model.Predict(table).Column<bool>("outlier").Values.ToArray().Count(outlier => outlier) / 500.0);
    }

    [Fact]
    public void A_far_row_is_the_strangest_whatever_the_columns_hold()
    {
        var table = TreeTables.Random(1000).Drop("y");
        var far = table.Take([.. Enumerable.Range(0, 1000).Where(row => !double.IsInfinity(table.Numbers("c")[row]))]);
        far = far.Map("a", value => value).With(Column.Of("a", far.Numbers("a").Select((value, row) => row == 17 ? 40 : value).ToArray()));
        far = far.With(Column.Of("b", far.Numbers("b").Select((value, row) => row == 17 ? -300 : value).ToArray()));

        var scores = new IsolationForest { RowsPerTree = 1000 }.Fit(far).PredictScores(far);

        Assert.Equal(17, Array.IndexOf(scores, scores.Max()));
    }

    [Fact]
    public void Rows_without_weight_are_not_drawn()
    {
        var x = Enumerable.Range(0, 200).Select(row => row < 100 ? row / 100.0 : 50 + (row / 100.0)).ToArray();
        var table = Table.Create(Column.Of("x", x), Column.Of("w", x.Select(value => value > 10 ? 0.0 : 1).ToArray()));

        var model = new IsolationForest().Fit(table, new FitOptions { Weight = "w" });

        Assert.Equal(100, model.RowsPerTree);
        var scores = model.PredictScores(table);
        Assert.True(scores[..100].Average() + 0.05 < scores[100..].Min());
    }

    [Fact]
    public void Scores_do_not_depend_on_a_columns_unit()
    {
        var table = ForestTables.Generated(400).Drop("y");
        var scaled = table.Map("x0", value => 1024 * value).Map("x3", value => value / 64); // powers of two round nothing

        Assert.Equal(new IsolationForest().Fit(table).PredictScores(table), new IsolationForest().Fit(scaled).PredictScores(scaled));
    }

    [Fact]
    public void Damaged_thresholds_and_counts_are_refused()
    {
        var model = new IsolationForest { Trees = 3 }.Fit(ForestTables.Generated(50).Drop("y"));
        var writer = new ModelWriter();
        model.Write(writer);
        writer.Json["rows_per_tree"] = 257;

        var error = Assert.Throws<ModelFormatException>(() => IsolationForestModel.Read(model.Recipe, new ModelHeader(model.Input, "", []), new ModelReader(writer.Json, writer.Arrays)));

        Assert.Equal("model.json: 'rows_per_tree' is 257, expected a number from 1 to 256. The file is damaged; save the model again.", error.Message);
    }

    /// <summary>"yes" and "no" as 1 and 0, as the peer saw them.</summary>
    static Table Numbers(Table table)
    {
        foreach (var column in table.Columns.OfType<CategoryColumn>().ToArray())
        {
            table = table.With(Column.Of(column.Name, Enumerable.Range(0, table.RowCount).Select(row => column.Format(row) == "yes" ? 1.0 : 0).ToArray()));
        }

        return table;
    }

    static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        foreach (var group in Enumerable.Range(0, values.Length).GroupBy(place => values[place]).OrderBy(group => group.Key).Aggregate((First: 0, Groups: new List<(int First, int[] Places)>()), (all, group) =>
        {
            all.Groups.Add((all.First, group.ToArray()));
            return (all.First + group.Count(), all.Groups);
        }).Groups)
        {
            foreach (var place in group.Places)
            {
                ranks[place] = group.First + ((group.Places.Length - 1) / 2.0);
            }
        }

        return ranks;
    }

    static double Correlation(double[] first, double[] second)
    {
        var (a, b) = (first.Average(), second.Average());
        var product = first.Zip(second).Sum(pair => (pair.First - a) * (pair.Second - b));
        return product / Math.Sqrt(first.Sum(value => (value - a) * (value - a)) * second.Sum(value => (value - b) * (value - b)));
    }

    static double Auc(double[] scores, bool[] truth)
    {
        var ranks = Ranks(scores);
        var positives = truth.Count(one => one);
        var sum = ranks.Where((_, row) => truth[row]).Sum() + positives;
        return (sum - (positives * (positives + 1.0) / 2)) / positives / (truth.Length - positives);
    }
}
