using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn.Tests;

/// <summary>Boosted trees on sparse columns are those on the columns with the zeros written out, to the bit.</summary>
public sealed class SparseTreesTests
{
    const int Width = 24;

    static readonly BoostedTreesRegressor Small = new() { Trees = 6, MinRowsPerLeaf = 5 };

    public static TheoryData<string> Cases => [.. Recipes.Keys];

    static Dictionary<string, BoostedTreesRegressor> Recipes { get; } = new()
    {
        ["plain"] = Small,
        ["few bins"] = Small with { Bins = 4, Growth = TreeGrowth.DepthWise, MaxDepth = 5 },
        ["one row a leaf"] = Small with { MinRowsPerLeaf = 1, Leaves = 80, MinHessianPerLeaf = 0 },
        ["samples"] = Small with { RowSample = 0.6, ColumnSample = 0.7, NodeColumnSample = 0.5 },
        ["early stopping"] = Small with { Trees = 40, LearningRate = 1, ValidationShare = 0.3, EarlyStoppingRounds = 2 },
        ["absolute"] = Small with { Loss = BoostedTreesLoss.Absolute, RowSample = 0.9 },
        ["penalties"] = Small with { L1 = 2, L2 = 5, MinGain = 0.5 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_regressor_grows_the_trees_of_the_columns_with_zeros(string name)
    {
        var table = Texts(1500);

        AssertSame(Recipes[name].Fit(table, "y"), Recipes[name].Fit(Written(table), "y"), table);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_classifier_grows_the_trees_of_the_columns_with_zeros(int classes)
    {
        var table = Texts(2500, classes);
        table = table.With(Column.Of("w", TreeTables.Draw(2500, row => row % 4)));
        var recipe = new BoostedTreesClassifier { Trees = 5, BalanceClasses = true, MinRowsPerLeaf = 8 };
        var options = new FitOptions { Weight = "w", Validation = Texts(400, classes, seed: 4) };

        var model = recipe.Fit(table, "y", options);

        AssertSame(model, recipe.Fit(Written(table), "y", options with { Validation = Written(Texts(400, classes, seed: 4)) }), table);
    }

    [Fact]
    public void A_ranker_grows_the_trees_of_the_columns_with_zeros()
    {
        var table = Texts(1200);
        table = table.With(Column.Of("y", TreeTables.Draw(1200, row => Math.Clamp(Math.Round(table.Numbers("y")[row]), 0, 4)))).With(Column.Of("q", TreeTables.Draw(1200, row => row / 30)));
        var recipe = new BoostedTreesRanker { Trees = 5, Query = "q" };

        AssertSame(recipe.Fit(table, "y"), recipe.Fit(Written(table), "y"), table);
    }

    [Fact]
    public void Rules_on_a_sparse_column_are_rules_on_all_its_places()
    {
        var table = Texts(1500);
        var recipe = Small with { Increasing = ["words"], InteractionGroups = [["words", "a"], ["level", "b"]] };
        var names = Enumerable.Range(0, Width).Select(Name).ToArray();
        var ofColumns = Small with { Increasing = [.. names], InteractionGroups = [[.. names, "a"], ["level", "b"]] };

        AssertSame(recipe.Fit(table, "y"), ofColumns.Fit(Written(table), "y"), table);
    }

    [Fact]
    public void A_table_may_hold_nothing_but_a_sparse_column()
    {
        var table = Texts(1500).Select("words", "y");

        AssertSame(Small.Fit(table, "y"), Small.Fit(Written(table), "y"), table);
    }

    [Fact]
    public void Sparse_columns_may_stand_between_others_and_be_several()
    {
        var table = Texts(1500);
        var words = (SparseColumn)table["words"];
        var other = new SparseColumn("other", words.Matrix.Take([.. Enumerable.Range(0, 1500).Select(row => 1499 - row)]), [.. words.FeatureNames.Select(name => $"other {name}")]);
        var none = new SparseColumn("none", CsrMatrix.FromEntries(1500, 0, []));
        var empty = new SparseColumn("empty", CsrMatrix.FromEntries(1500, 3, [(7, 1, 2.5)]));
        var sparse = Table.Create(table["a"], other, none, table["level"], empty, words, table["y"]);
        var spread = other.Spread();
        Column[] zeros = [.. Enumerable.Range(0, 3).Select(place => (Column)Column.Of($"empty {place}", TreeTables.Draw(1500, row => row == 7 && place == 1 ? 2.5 : 0)))];
        var dense = Table.Create([table["a"], .. spread, table["level"], .. zeros, .. words.Spread(), table["y"]]);

        AssertSame(Small.Fit(sparse, "y"), Small.Fit(dense, "y"), sparse, dense);
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(120_000)]
    public void Places_with_more_entries_than_a_cell_sums_and_sampled_edges_make_no_difference(int rows)
    {
        var random = new RandomStream(6);
        var entries = Enumerable.Range(0, rows).SelectMany(row => new[] { (row, 0, random.NextGaussian()), (row, 1 + random.NextInt(2), random.NextDouble()) })
            .Where(_ => random.NextInt(8) > 0).ToArray();
        var words = new SparseColumn("words", CsrMatrix.FromEntries(rows, 3, entries), ["p", "q", "r"]);
        var y = TreeTables.Draw(rows, row => Math.Sin(3 * words.Matrix[row, 0]) + (2 * words.Matrix[row, 1]) - words.Matrix[row, 2] + (0.1 * random.NextGaussian()));
        var table = Table.Create(words, Column.Of("y", y));
        var recipe = new BoostedTreesRegressor { Trees = 3 };

        AssertSame(recipe.Fit(table, "y", new FitOptions { MaxThreads = 2 }), recipe.Fit(Written(table), "y"), table);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Threads_change_no_bit(int classes)
    {
        var table = Texts(6000, classes);
        Recipe recipe = classes == 0 ? Small with { RowSample = 0.8 } : new BoostedTreesClassifier { Trees = 4, NodeColumnSample = 0.7 };

        var models = new[] { 1, 2, 7 }.Select(threads => LearnerCase.Bytes(Fit(recipe, table, new FitOptions { MaxThreads = threads }))).ToArray();

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Histograms_that_were_given_up_are_made_again(int threads)
    {
        var data = RegressionData.From(Texts(6000), "y", default, FeatureNeeds.AnythingAndVectors);
        var settings = Small.Settings();

        Assert.Equal(Scores(data, settings, threads), Scores(data, settings with { MostHistogramBytes = 0 }, threads));
    }

    [Fact]
    public void A_saved_model_is_gone_on_from()
    {
        var table = Texts(1500);
        var saved = (BoostedTreesRegressorModel)LearnerCase.SaveAndLoad(Small.Fit(table, "y"));

        var model = (Small with { Trees = 4 }).Continue(saved, table);

        Assert.Equal((Small with { Trees = 10 }).Fit(table, "y").PredictValues(table), model.PredictValues(table));
    }

    [Fact]
    public void Rows_with_missing_numbers_within_vectors_are_not_gone_on_with()
    {
        var table = Texts(300);
        var model = Small.Fit(table, "y");
        var broken = new SparseColumn("words", CsrMatrix.FromEntries(300, Width, [(3, 2, double.NaN)]), ((SparseColumn)table["words"]).FeatureNames);

        var error = Assert.Throws<TableException>(() => Small.Continue(model, table.With(broken)));

        Assert.Equal("The table cannot be learned from: column 'words' lacks values (first in row 4 of 'words'): drop those rows.", error.Message);
    }

    [Fact]
    public void A_row_by_itself_has_one_number_a_place()
    {
        var table = Texts(1500, classes: 2);
        var model = new BoostedTreesClassifier { Trees = 5 }.Fit(table, "y");
        var expected = model.PredictProbabilities(table);
        var dense = Written(table);
        var levels = ((CategoryColumn)dense["level"]).Codes.ToArray();
        var found = new double[2];
        var names = dense.Columns.Select(column => column.Name).Where(name => name != "y").ToArray();

        for (var row = 0; row < 50; row++)
        {
            model.PredictProbabilities([.. names.Select(name => name == "level" ? levels[row] < 0 ? double.NaN : levels[row] : dense.Numbers(name)[row])], found);

            Assert.Equal([expected[2 * row], expected[(2 * row) + 1]], found);
        }

        var error = Assert.Throws<ArgumentException>(() => model.PredictProbabilities([1, 2, 3, 4], new double[2]));
        Assert.Equal($"row has 4 items, expected {names.Length}. (Parameter 'row')", error.Message);
        var level = Assert.Throws<ArgumentException>(() => model.PredictProbabilities([.. names.Select(name => name == "level" ? 0.5 : 0)], new double[2]));
        Assert.StartsWith($"Item {Array.IndexOf(names, "level")} of the row, the category 'level', is 0.5,", level.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_vector_is_a_row_of_missing_numbers()
    {
        var table = Texts(1500);
        var model = Small.Fit(table, "y");
        var dense = Written(table).Slice(0, 40);
        var gaps = table.Slice(0, 40).With(new SparseColumn("words", CsrMatrix.FromEntries(40, Width, []), [], Validity.FromRows(40, _ => false)));
        var lost = dense.Columns.Select(column => column.Name.StartsWith("word", StringComparison.Ordinal) ? Column.Of(column.Name, TreeTables.Draw(40, _ => double.NaN)) : column);

        Assert.Equal(Small.Fit(Written(table), "y").PredictValues(Table.Create([.. lost])), model.PredictValues(gaps));
    }

    [Fact]
    public void What_the_splits_by_all_places_took_off_is_the_columns_gain()
    {
        var table = Texts(1500);
        var (gains, written) = (Small.Fit(table, "y").Gains, Small.Fit(Written(table), "y").Gains);

        Assert.Equal(4, gains.Count);
        Assert.True(gains[3] > 0);
        Assert.Equal(written.Skip(3).Sum(), gains[3], 1e-9 * gains[3]);
    }

    [Theory]
    [InlineData("node_feature", Width + 3, "expected a feature from 0 to 26.")]
    [InlineData("node_flags", 2, "expected the kind of the column that the node asks for.")]
    public void A_node_of_a_place_that_cannot_be_is_refused(string name, int value, string expected)
    {
        var model = Small.Fit(Texts(600), "y");
        var writer = new ModelWriter();
        model.Write(writer);
        var arrays = writer.Arrays.ToDictionary(pair => pair.Key, pair => (Array)pair.Value.Clone());
        var node = Array.FindIndex((int[])arrays["node_feature"], feature => feature >= 3);
        arrays[name].SetValue(Convert.ChangeType(value, arrays[name].GetType().GetElementType()!, null), node); // an array has items of a type

        var error = Assert.Throws<ModelFormatException>(() => Read(model, model.Input, writer, arrays));

        Assert.Equal(
            $"weights.safetensors: item {node} of the trees' '{name}' is {value}, {expected} The file is damaged; save the model again.", error.Message);
    }

    [Fact]
    public void Columns_of_more_places_than_can_be_counted_are_refused()
    {
        var model = Small.Fit(Texts(600), "y");
        var writer = new ModelWriter();
        model.Write(writer);
        var wide = new Schema([.. model.Input.Fields.Select(field => field.Type == ColumnType.Sparse ? field with { Width = int.MaxValue, FeatureNames = [] } : field)]);

        var error = Assert.Throws<ModelFormatException>(() => Read(model, wide, writer, writer.Arrays.ToDictionary()));

        Assert.Equal($"model.json: 'input' has 2147483650 features, at most {Array.MaxLength} are possible. The file is damaged; save the model again.", error.Message);
    }

    static double[] Scores(RegressionData data, BoostingSettings settings, int threads)
    {
        using var loss = new SquaredLoss(data.Target, data.Weights);
        using var booster = new GradientBooster(settings, data.Features, RowSet.All(data.Target.Length), loss, null, null, threads);
        return booster.Fit(null, default).Ensemble.Score(data.Features);
    }

    static Model Fit(Recipe recipe, Table table, FitOptions options) =>
        recipe is Classifier classifier ? classifier.Fit(table, "y", options) : ((Regressor)recipe).Fit(table, "y", options);

    static BoostedTreesRegressorModel Read(BoostedTreesRegressorModel model, Schema input, ModelWriter writer, Dictionary<string, Array> arrays) =>
        BoostedTreesRegressorModel.Read(model.Recipe, new ModelHeader(input, model.Target, []), new ModelReader(writer.Json, arrays));

    static string Name(int place) => $"word {place}";

    /// <summary>Numbers, a category and words: common and rare ones, counts and other numbers, some below 0, zeros that are entries, and two words that always come together.</summary>
    static Table Texts(int rows, int classes = 0, long seed = 1)
    {
        var random = new RandomStream(seed);
        var entries = new List<(int Row, int Place, double Value)>();
        for (var row = 0; row < rows; row++)
        {
            for (var place = 0; place < Width - 2; place++)
            {
                if (random.NextInt(place + 1) == 0 && random.NextInt(10) > 0)
                {
                    entries.Add((row, place, (place % 4) switch { 0 => 1 + random.NextInt(3), 1 => random.NextGaussian(), 2 => random.NextDouble(), _ => random.NextInt(3) - 1 }));
                }
            }

            if (random.NextInt(6) == 0)
            {
                var value = random.NextDouble();
                entries.AddRange([(row, Width - 2, value), (row, Width - 1, value)]);
            }
        }

        var table = TreeTables.Random(rows, classes: 0, seed);
        var words = new SparseColumn("words", CsrMatrix.FromEntries(rows, Width, entries), [.. Enumerable.Range(0, Width).Select(Name)]);
        var numbers = table.Numbers("y");
        var y = TreeTables.Draw(rows, row => numbers[row] + words.Matrix[row, 1] - (2 * words.Matrix[row, 6]) + (3 * words.Matrix[row, Width - 1]));
        var target = classes == 0 ? (Column)Column.Of("y", y) : Column.Of("y", Array.ConvertAll(y, value => $"class {Math.Clamp((int)value, 0, classes - 1)}"));
        return Table.Create(table["a"], table["b"], table["level"], words, target);
    }

    /// <summary>The table with the zeros written out, the places where the column was.</summary>
    static Table Written(Table table) =>
        Table.Create([.. table.Columns.SelectMany(column => column is SparseColumn vectors ? vectors.Spread() : [column])]);

    static void AssertSame(Model expected, Model model, Table sparse) => AssertSame(expected, model, sparse, Written(sparse));

    /// <summary>All that is saved of the trees is the same, and so are the answers.</summary>
    static void AssertSame(Model ofSparse, Model ofDense, Table sparse, Table dense)
    {
        var (arrays, expected) = (Arrays(ofSparse), Arrays(ofDense));
        Assert.NotEmpty(expected["node_feature"]);
        Assert.All(expected, pair => Assert.Equal(pair.Value, arrays[pair.Key]));
        Assert.Equal(LearnerCase.Answers(ofDense, dense), LearnerCase.Answers(ofSparse, sparse));
        Assert.Equal(LearnerCase.Answers(ofDense, dense.Slice(3, 5)), LearnerCase.Answers(ofSparse, sparse.Slice(3, 5)));
        Assert.Equal(LearnerCase.Answers(ofSparse, sparse), LearnerCase.Answers(LearnerCase.SaveAndLoad(ofSparse), sparse));
    }

    static Dictionary<string, Array> Arrays(Model model)
    {
        var writer = new ModelWriter();
        model.Write(writer);
        return writer.Arrays.ToDictionary();
    }
}
