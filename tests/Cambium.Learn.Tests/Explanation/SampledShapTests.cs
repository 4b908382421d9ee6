using System.Numerics;
using Cambium.Data;

namespace Cambium.Learn.Tests;

/// <summary>KernelSHAP and permutation SHAP beside the exact values.</summary>
public sealed class SampledShapTests
{
    static readonly Table Mixed = ConformanceData.Mixed(300, classes: true);
    static readonly Table Numbers = ConformanceData.Numbers(300, classes: false);

    [Fact]
    public void On_a_linear_model_values_are_the_coefficient_times_the_distance_from_the_mean()
    {
        var model = new LinearRegression().Fit(Numbers, "y");
        var (rows, background) = (Numbers.Slice(0, 10), Numbers.Slice(50, 40));

        var kernel = KernelShap.Of(model, rows, background);
        var orders = PermutationShap.Of(model, rows, background, new PermutationShapOptions { Permutations = 1 });

        Assert.Equal("KernelSHAP, all coalitions", kernel.Method);
        foreach (var (name, place) in new[] { ("a", 0), ("b", 1), ("c", 2) })
        {
            var mean = ColumnFit.Numbers(background[name]).ToArray().Average();
            for (var row = 0; row < 10; row++)
            {
                var expected = model.Coefficients[name] * (ColumnFit.Numbers(rows[name]).Span[row] - mean);
                Oracle.Near(expected, kernel.Of(row)[place], 1e-8);
                Oracle.Near(expected, orders.Of(row)[place], 1e-8);
            }
        }
    }

    /// <summary>Models whose answers are found in different ways.</summary>
    public static TheoryData<string> Models => ["tree", "boosted", "three", "steps", "kNN", "isolation"];

    static (Model Model, Table Rows) Fit(string name) => name switch
    {
        "tree" => (new DecisionTreeRegressor { MaxDepth = 4 }.Fit(Numbers, "y"), Numbers),
        "boosted" => (new BoostedTreesClassifier { Trees = 10 }.Fit(Mixed, "y"), Mixed),
        "three" => (new BoostedTreesClassifier { Trees = 4 }.Fit(Mixed.With(Column.Of("y", Enumerable.Range(0, 300).Select(row => $"{row % 3}").ToArray())), "y"), Mixed),
        "steps" => (new Impute().Then(new OneHot()).Then(new LogisticRegression()).Fit(Mixed, "y"), Mixed),
        "kNN" => (new KNearestRegressor().Fit(Numbers, "y"), Numbers),
        _ => (new IsolationForest { Trees = 5 }.Fit(Numbers.Drop("y")), Numbers),
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void With_all_coalitions_values_are_Shapleys(string name)
    {
        var (model, rows) = Fit(name);
        var (some, background) = (rows.Slice(0, 4), rows.Slice(20, 15));

        var found = KernelShap.Of(model, some, background);

        foreach (var row in Enumerable.Range(0, 4))
        {
            for (var output = 0; output < found.Outputs.Count; output++)
            {
                var expected = Shapley(model, some.Slice(row, 1), background, output);
                for (var column = 0; column < expected.Length; column++)
                {
                    Oracle.Near(expected[column], found.Of(row, output)[column], 1e-9);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Values_add_up_to_the_answer_on_every_row_however_few_coalitions_there_are(string name)
    {
        var (model, rows) = Fit(name);
        var (some, background) = (rows.Slice(0, 30), rows.Slice(100, 10));

        foreach (var output in new[] { ShapOutput.Answer, ShapOutput.Margin })
        {
            AddsUp(KernelShap.Of(model, some, background, new KernelShapOptions { Coalitions = 12, Output = output }), model, some, output);
            AddsUp(PermutationShap.Of(model, some, background, new PermutationShapOptions { Permutations = 2, Output = output }), model, some, output);
        }
    }

    [Fact]
    public void Drawn_coalitions_come_near_the_exact_values_and_more_come_nearer()
    {
        var (model, rows) = Wide();
        var (some, background) = (rows.Slice(0, 5), rows.Slice(100, 10));
        var exact = KernelShap.Of(model, some, background, new KernelShapOptions { Coalitions = 1 << 10 });

        var few = KernelShap.Of(model, some, background, new KernelShapOptions { Coalitions = 150, Output = ShapOutput.Answer });
        var more = KernelShap.Of(model, some, background, new KernelShapOptions { Coalitions = 700 });
        var orders = PermutationShap.Of(model, some, background, new PermutationShapOptions { Permutations = 200 });

        Assert.Equal(("KernelSHAP, all coalitions", "KernelSHAP, 150 coalitions"), (exact.Method, few.Method));
        var scale = exact.Values.Max(Math.Abs);
        Assert.InRange(Apart(few, exact), 1e-9, 0.1 * scale);
        Assert.InRange(Apart(more, exact), 1e-9, 0.04 * scale);
        Assert.InRange(Apart(orders, exact), 1e-9, 0.04 * scale);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        var (model, rows) = Fit("three");
        var results = new[] { 1, 2, 7 }.Select(threads => KernelShap.Of(model, rows.Slice(0, 3), rows.Slice(9, 8), new KernelShapOptions { MaxThreads = threads, Coalitions = 14 })).ToArray();
        var orders = new[] { 1, 7 }.Select(threads => PermutationShap.Of(model, rows.Slice(0, 3), rows.Slice(9, 8), new PermutationShapOptions { MaxThreads = threads })).ToArray();

        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
        Assert.Equal(orders[0], orders[1]);
    }

    [Fact]
    public void What_does_not_fit_is_told_in_plain_words()
    {
        var (model, rows) = Fit("tree");

        Told<TableException>(
            "The background does not fit the model: it has no column 'a'; column 'b' holds Category values, but the model learned it as Float64. Give some 100 rows of the training table.",
            () => KernelShap.Of(model, rows, rows.Drop("a").With(Column.Of("b", Enumerable.Repeat("x", rows.RowCount).ToArray()))));
        Told<TableException>("The background has no rows; give rows like those that the model was fitted on.", () => PermutationShap.Of(model, rows, rows.Slice(0, 0)));
        Told<TableException>("The table has no rows; give rows like those that the model was fitted on.", () => KernelShap.Of(model, rows.Slice(0, 0), rows));
        Told<ArgumentException>(
            "Coalitions is 5, but 3 columns need at least 6, each column alone and all but it; give more, or 0 for the usual number.",
            () => KernelShap.Of(model, rows, rows, new KernelShapOptions { Coalitions = 5 }));
        Assert.ThrowsAny<OperationCanceledException>(() => KernelShap.Of(model, rows, rows, new KernelShapOptions { CancellationToken = new CancellationToken(canceled: true) }));
    }

    static (Model Model, Table Rows) Wide()
    {
        var random = new Cambium.Numerics.RandomStream(4);
        var columns = Enumerable.Range(0, 10).Select(j => Enumerable.Range(0, 300).Select(_ => random.NextGaussian()).ToArray()).ToArray();
        var y = Enumerable.Range(0, 300).Select(row => (columns[0][row] * columns[1][row] * Math.Sign(columns[2][row])) + columns[3][row] + Math.Abs(columns[4][row] + columns[5][row])).ToArray();
        var rows = Table.Create([.. columns.Select((values, j) => Column.Of($"x{j}", values)), Column.Of("y", y)]);
        return (new BoostedTreesRegressor { Trees = 30 }.Fit(rows, "y"), rows);
    }

    static double Apart(ShapValues one, ShapValues other) => one.Values.Zip(other.Values, (a, b) => Math.Abs(a - b)).Max();

    static void AddsUp(ShapValues found, Model model, Table rows, ShapOutput scale)
    {
        var answers = model.Predict(rows);
        for (var row = 0; row < rows.RowCount; row++)
        {
            for (var output = 0; output < found.Outputs.Count; output++)
            {
                var answer = Answer(model, answers, output, row);
                Oracle.Near(model is ClassifierModel && scale == ShapOutput.Margin ? Math.Log(answer / (1 - answer)) : answer, found.Answers[(row * found.Outputs.Count) + output], 1e-9);
                var sum = found.BaseValues[output];
                foreach (var value in found.Of(row, output))
                {
                    sum += value;
                }

                Oracle.Near(found.Answers[(row * found.Outputs.Count) + output], sum, 1e-9);
            }
        }
    }

    static double Answer(Model model, Table answers, int output, int row) => answers.Column<double>(model switch
    {
        ClassifierModel { Classes.Count: 2 } classes => $"probability_{classes.Classes[1]}",
        ClassifierModel classes => $"probability_{classes.Classes[output]}",
        OutlierDetectorModel => "score",
        _ => "prediction",
    }).Values[row];

    /// <summary>Σ over coalitions without a column of |S|! (p − |S| − 1)! / p! times what it adds.</summary>
    static double[] Shapley(Model model, Table row, Table background, int output)
    {
        string[] names = [.. model.Input.Fields.Select(field => field.Name)];
        var worth = Enumerable.Range(0, 1 << names.Length).Select(mask =>
        {
            var asked = names.Where((_, place) => (mask >> place & 1) != 0).Aggregate(background, (table, name) => table.With(row[name].Take(new int[background.RowCount])));
            var answers = model.Predict(asked);
            return Enumerable.Range(0, background.RowCount).Average(place => Answer(model, answers, output, place));
        }).ToArray();
        var factorials = new double[names.Length + 1];
        factorials[0] = 1;
        for (var i = 1; i < factorials.Length; i++)
        {
            factorials[i] = factorials[i - 1] * i;
        }

        return [.. names.Select((_, column) => Enumerable.Range(0, worth.Length).Where(mask => (mask >> column & 1) == 0).Sum(mask =>
        {
            var size = BitOperations.PopCount((uint)mask);
            return factorials[size] * factorials[names.Length - size - 1] / factorials[names.Length] * (worth[mask | (1 << column)] - worth[mask]);
        }))];
    }

    static void Told<T>(string message, Action action)
        where T : Exception => Assert.Equal(message, Assert.Throws<T>(action).Message.Split(" (Parameter")[0]);
}
