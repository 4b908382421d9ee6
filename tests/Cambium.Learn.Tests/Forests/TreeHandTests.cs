using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>Small trees computed by hand: missing values, categories, gain ratio, printing.</summary>
public sealed class TreeHandTests
{
    static readonly double N = double.NaN;

    [Fact]
    public void Missing_values_go_to_the_side_that_they_resemble()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, 4, N, N]), Column.Of("y", [0.0, 0, 10, 10, 10, 10]));

        var model = new DecisionTreeRegressor { MaxDepth = 1 }.Fit(table, "y");

        Assert.Equal("y: 2 leaves, depth 1, 6 rows\nx <= 2.5: 0 (2 rows)\nx > 2.5 or missing: 10 (4 rows)", model.ToString());
        Assert.Equal([10, 10, 0], model.PredictValues(Table.Create(Column.Of("x", [N, 5, -3]))));
    }

    [Fact]
    public void Missing_values_may_be_the_question()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, N, N]), Column.Of("y", [0.0, 0, 0, 5, 5]));

        var model = new DecisionTreeRegressor().Fit(table, "y");

        Assert.Equal("y: 2 leaves, depth 1, 5 rows\nx is there: 0 (3 rows)\nx is missing: 5 (2 rows)", model.ToString());
    }

    [Fact]
    public void Missing_values_that_training_did_not_see_go_with_the_larger_part()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, 4]), Column.Of("y", [0.0, 5, 5, 5]));

        var model = new DecisionTreeRegressor().Fit(table, "y");

        Assert.Equal([5], model.PredictValues(Table.Create(Column.Of("x", [N]))));
    }

    [Fact]
    public void Levels_are_divided_by_their_means()
    {
        var table = Table.Create(Column.Of("colour", ["red", "blue", "green", "red", "blue", null]), Column.Of("y", [1.0, 7, 1.5, 1.5, 7.5, 7]));

        var model = new DecisionTreeRegressor { MaxDepth = 1 }.Fit(table, "y");

        Assert.Equal("y: 2 leaves, depth 1, 6 rows\ncolour in {green, red}: 1.33333 (3 rows)\ncolour in {blue} or missing: 7.16667 (3 rows)", model.ToString());
        Assert.Equal([43.0 / 6], model.PredictValues(Table.Create(Column.Of("colour", ["violet"]))), new Near());
    }

    [Fact]
    public void Levels_of_several_classes_are_divided_by_each_classs_share()
    {
        // Only {b} against the others is worth most: entropy falls to that of a half-half node of four rows.
        var table = Table.Create(Column.Of("level", ["a", "a", "b", "b", "b", "c", "c"]), Column.Of("y", ["p", "p", "q", "q", "q", "r", "r"]));

        var model = new DecisionTreeClassifier { Criterion = ClassificationCriterion.Entropy, MaxDepth = 1 }.Fit(table, "y");

        Assert.Equal([0.5, 0, 0.5], model.PredictProbabilities(table)[..3]);
        Assert.Equal([0, 1, 0], model.PredictProbabilities(table)[6..9]);
    }

    [Fact]
    public void The_gain_ratio_prefers_the_even_division()
    {
        // x parts one row of 8 from the rest, z halves: entropy 1 before. Gains: x 1 - 7/8 H(4/7) = 0.1379, z 1 - H(1/4) = 0.1887; ratios 0.1379 / 0.5436 = 0.2537, 0.1887.
        // The mean gain, 0.1633, is more than x's: z is asked although its ratio is less.
        var table = Table.Create(
            Column.Of("x", [0L, 1, 1, 1, 1, 1, 1, 1]),
            Column.Of("z", [0L, 0, 0, 1, 0, 1, 1, 1]),
            Column.Of("y", ["a", "a", "a", "a", "b", "b", "b", "b"]));

        var model = new DecisionTreeClassifier { Criterion = ClassificationCriterion.GainRatio, MaxDepth = 1 }.Fit(table, "y");

        Assert.StartsWith("y: 2 leaves, depth 1, 8 rows\nz <= 0.5: a 75.0 % (4 rows)", model.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_gain_ratio_is_that_of_the_definition()
    {
        var table = TreeTables.Random(300, classes: 2).Drop("level");
        var complete = table.Take([.. Enumerable.Range(0, 300).Where(row => !double.IsNaN(table.Numbers("a")[row]))]);

        var model = new DecisionTreeClassifier { Criterion = ClassificationCriterion.GainRatio, MaxDepth = 1, MinRowsPerLeaf = 3 }.Fit(complete, "y");

        Assert.Equal(GainRatioByDefinition(complete, least: 3), (complete.Columns[model.Tree.Nodes[0].Feature].Name, model.Tree.Nodes[1].Rows));
    }

    [Fact]
    public void One_leaf_prints_its_answer()
    {
        var table = Table.Create(Column.Of("x", [1.0, 1, 1]), Column.Of("y", ["a", "b", "a"]));

        var model = new DecisionTreeClassifier().Fit(table, "y");

        Assert.Equal("y: 1 leaf, depth 0, 3 rows\na 66.7 % (3 rows)", model.ToString());
        Assert.Contains(">a 66.7 %<", model.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_are_indented_and_cut_where_asked()
    {
        var table = Table.Create(Column.Of("x", [1.0, 2, 3, 4]), Column.Of("y", [1.0, 2, 30, 40]));

        var model = new DecisionTreeRegressor().Fit(table, "y");

        Assert.Equal(
            "y: 4 leaves, depth 2, 4 rows\nx <= 2.5\n|  x <= 1.5: 1 (1 row)\n|  x > 1.5: 2 (1 row)\nx > 2.5\n|  x <= 3.5: 30 (1 row)\n|  x > 3.5: 40 (1 row)",
            model.ToText());
        Assert.Contains("x <= 2.5: 1.5 (2 rows), more questions below", model.ToText(maxDepth: 1), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ToText(-1));
    }

    [Fact]
    public void The_drawing_is_well_formed_and_escapes_names()
    {
        var table = Table.Create(Column.Of("a<b & \"c\"", [1.0, 2, 3, 4]), Column.Of("y", ["<no>", "<no>", "yes", "yes"]));

        var svg = System.Xml.Linq.XDocument.Parse(new DecisionTreeClassifier().Fit(table, "y").ToSvg());

        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.Contains(svg.Descendants(), element => element.Value == "a<b & \"c\" <= 2.5");
        Assert.Contains(svg.Descendants(), element => element.Value == "<no> 100.0 %");
    }

    [Fact]
    public void The_drawing_shortens_a_long_name_and_keeps_the_border()
    {
        var table = Table.Create(Column.Of("a_name_that_no_box_has_room_for", [1.0, 2, 3, 4]), Column.Of("y", [1.0, 1, 2, 2]));

        var svg = System.Xml.Linq.XDocument.Parse(new DecisionTreeRegressor().Fit(table, "y").ToSvg());

        Assert.Contains(svg.Descendants(), element => element.Value == "a_name_that_no_bo… <= 2.5");
    }

    /// <summary>The column and the left rows of the best question, straight from the definition.</summary>
    static (string Column, int Left) GainRatioByDefinition(Table table, int least)
    {
        var y = Enumerable.Range(0, table.RowCount).Select(row => table["y"].Format(row)).ToArray();
        var tests = new List<(string Column, int Left, double Gain, double Ratio)>();
        foreach (var name in table.Columns.Select(column => column.Name).Where(name => name != "y"))
        {
            var x = table.Numbers(name);
            var best = x.Distinct().Select(border =>
            {
                var left = Enumerable.Range(0, x.Length).Where(row => x[row] <= border).ToArray();
                var right = Enumerable.Range(0, x.Length).Except(left).ToArray();
                var share = (double)left.Length / x.Length;
                var gain = Entropy(y) - (share * Entropy([.. left.Select(row => y[row])])) - ((1 - share) * Entropy([.. right.Select(row => y[row])]));
                return (name, left.Length, Gain: left.Length < least || right.Length < least ? -1 : gain, gain / Entropy([.. x.Select(value => value <= border ? "l" : "r")]));
            }).MaxBy(test => test.Gain);
            tests.Add(best);
        }

        var mean = tests.Average(test => test.Gain);
        var chosen = tests.Where(test => test.Gain >= mean - 1e-12).MaxBy(test => test.Ratio);
        return (chosen.Column, chosen.Left);
    }

    static double Entropy(string[] values) =>
        -values.GroupBy(value => value).Sum(group => (double)group.Count() / values.Length * Math.Log2((double)group.Count() / values.Length));

    sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-12;

        public int GetHashCode(double obj) => 0;
    }
}
