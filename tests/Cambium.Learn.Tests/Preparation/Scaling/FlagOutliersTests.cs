using Cambium.Data;

namespace Cambium.Learn.Tests;

public sealed class FlagOutliersTests
{
    static readonly Table Train = ConformanceData.Mixed(400, classes: false).Drop("y");

    [Fact]
    public void Scores_are_those_of_the_forest_and_rows_are_left()
    {
        var forest = new IsolationForest { OutlierShare = 0.05, Seed = 3 }.Fit(Train);

        var changed = new FlagOutliers { Share = 0.05, Seed = 3 }.Fit(Train).Apply(Train);

        Assert.Equal(forest.PredictScores(Train), changed.Column<double>("outlier_score").Values.ToArray());
        Assert.Equal(20, changed.Column<bool>("outlier").Values.ToArray().Count(flag => flag));
        Assert.Equal(Train.Columns, changed.Columns.Take(Train.Columns.Count));
    }

    [Fact]
    public void A_row_far_out_is_told_from_chosen_columns_alone()
    {
        var step = new FlagOutliers { Columns = ["a", "b"], Prefix = "odd" }.Fit(Train);

        var changed = step.Apply(Table.Create(Column.Of("a", [0.0, 40]), Column.Of("b", [0.5, -9])));

        Assert.Equal([false, true], changed.Column<bool>("odd").Values.ToArray());
        Assert.Equal(["a", "b", "odd_score", "odd"], changed.Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_column_of_the_flags_name_is_refused() => Assert.Equal(
        "The step makes a column 'outlier', but the table has a column of that name; rename it.",
        Assert.Throws<TableException>(() => new FlagOutliers().Fit(Train.With(Column.Of("outlier", new double[Train.RowCount])))).Message);

    [Fact]
    public void A_table_of_texts_is_refused() => Assert.Equal(
        "The table has no numbers, truths or categories by which rows could be strange.",
        Assert.Throws<TableException>(() => new FlagOutliers().Fit(Table.Create(TextColumn.FromValues("note", ["a", "b"])))).Message);
}
