namespace Cambium.Cli.Tests;

/// <summary>cambium explain.</summary>
public sealed class ExplainTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_model_is_explained_by_bars_and_a_document_and_a_page()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--html", "why.html")).Done();
        var json = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--global", "--column", "afam,single", "--json")).Done().Json;

        Assert.Contains("deny.model on 2,000 rows of mortgages.csv: how far a column moves log-odds of yes, on average\n", text.Out, StringComparison.Ordinal);
        Assert.InRange(text.Out.Split('\n').Count(line => line.Contains('█', StringComparison.Ordinal)), 10, 13); // a bar may be shorter than a letter
        Assert.Contains("  By path-dependent TreeSHAP, on rows of mortgages.csv. 2,000 of the 2,380 rows, drawn with seed 0.\n", text.Out, StringComparison.Ordinal);
        Assert.Equal(("path-dependent TreeSHAP", "margin", 2000, 2380), ((string)json["method"]!, (string)json["scale"]!, (int)json["rows"]!, (int)json["rows_of_data"]!));
        Assert.Equal(["afam", "single"], json["columns"]!.AsArray().Select(column => (string)column!["column"]!).Order(StringComparer.Ordinal));
        Assert.All(json["columns"]!.AsArray(), column => Assert.Equal("'yes' up", (string)column!["direction"]!));
        var page = Page("why.html");
        Assert.Contains("mortgage_<wbr>history", page, StringComparison.Ordinal);
        Assert.Equal(13, page.Split("</svg></td>").Length - 1);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_explained_by_a_sentence_a_waterfall_and_a_document_that_adds_up()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--row", "7", "--html", "row.html")).Done();
        var json = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--row", "7", "--json")).Done().Json;
        var other = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--row", "7", "--class", "no", "--json")).Done().Json;

        var columns = json["columns"]!.AsArray();
        Assert.Equal((double)json["value"]!, (double)json["base_value"]! + columns.Sum(column => (double)column!["shap"]!), 1e-9); // sums of the same numbers in another order
        Assert.Equal(-(double)json["value"]!, (double)other["value"]!, 1e-12); // the other class of two
        Assert.Equal(1 - (double)json["answer"]!["probability"]!, (double)other["answer"]!["probability"]!, 1e-12); // as above
        Assert.StartsWith("The model says ", (string)json["sentence"]!, StringComparison.Ordinal);
        Assert.Contains(" for 'yes', so its answer is 'no'; the table has 'no'. Moved towards 'yes' by ", (string)json["sentence"]!, StringComparison.Ordinal);
        Assert.Contains("deny.model on row 7 of mortgages.csv\n", text.Out, StringComparison.Ordinal);
        Assert.Equal(13, text.Out.Split('\n').Count(line => line.Contains('│', StringComparison.Ordinal)));
        Assert.Contains("<h2>From no column known to the answer</h2>", Page("row.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_explained_against_a_background_where_the_method_needs_one()
    {
        workshop.WithSample("diabetes.csv");
        (await workshop.RunAsync("train", "diabetes.csv", "--target", "progression", "--learner", "linear", "--out", "linear.model")).Done();
        workshop.WithFile("rest.csv", string.Join('\n', File.ReadLines(Path.Combine(workshop.Folder, "diabetes.csv")).Take(31)) + "\n");

        var own = (await workshop.RunAsync("explain", "linear.model", "diabetes.csv", "--row", "3")).Done();
        var given = (await workshop.RunAsync("explain", "linear.model", "diabetes.csv", "--row", "3", "--background", "rest.csv", "--json")).Done().Json;

        Assert.Contains("By linear SHAP around the training means, on rows of diabetes.csv.", own.Out, StringComparison.Ordinal);
        Assert.Contains("Columns that are not known take their values from 30 rows of rest.csv.", (string)given["notes"]![0]!, StringComparison.Ordinal);
        Assert.Equal(("linear SHAP", "value"), ((string)given["method"]!, (string)given["scale"]!));
        Assert.Equal((double)given["value"]!, (double)given["base_value"]! + given["columns"]!.AsArray().Sum(column => (double)column!["shap"]!), 1e-6); // sums of numbers around 200
    }

    [Fact]
    public async Task Three_classes_are_explained_together_or_one_by_one_and_a_row_by_its_answer()
    {
        workshop.WithSample("iris.csv");
        (await workshop.RunAsync("train", "iris.csv", "--target", "species", "--learner", "decision-tree-classifier", "--out", "iris.model")).Done();

        var all = (await workshop.RunAsync("explain", "iris.model", "iris.csv", "--json")).Done().Json;
        var one = (await workshop.RunAsync("explain", "iris.model", "iris.csv", "--class", "setosa", "--json")).Done().Json;
        var row = (await workshop.RunAsync("explain", "iris.model", "iris.csv", "--row", "120", "--json")).Done().Json;
        var curve = await workshop.RunAsync("explain", "iris.model", "iris.csv", "--method", "pdp", "--column", "petal_width_cm");

        Assert.Equal(3, all["outputs"]!.AsArray().Count);
        Assert.Equal("probability of setosa", (string)Assert.Single(one["outputs"]!.AsArray())!["name"]!);
        Assert.Equal($"probability of {row["answer"]!["prediction"]}", (string)row["output"]!);
        curve.Refused(2, "cambium explain: The model tells 3 classes apart. Say which one to explain with --class: setosa, versicolor, virginica.");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(100)]
    public async Task Figures_stay_whole_however_long_a_column_is_called_and_however_narrow_the_terminal(int width)
    {
        string[] names = [.. Enumerable.Range(0, 16).Select(i => $"a_name_that_is_longer_than_any_terminal_would_like_{i}")];
        var lines = Enumerable.Range(0, 120).Select(row => $"{(row * 3 % 7 < 3 ? "yes" : "no")},{string.Join(',', names.Select((_, i) => i % 2 == 0 ? $"{(row * (i + 3)) % 7}.123456" : $"a value that is long too {(row * (i + 3)) % 7}"))}");
        workshop.WithFile("long.csv", $"y,{string.Join(',', names)}\n{string.Join('\n', lines)}\n");
        if (!Directory.Exists(Path.Combine(workshop.Folder, "long.model")))
        {
            (await workshop.RunAsync("train", "long.csv", "--target", "y", "--set", "trees=20", "--set", "min_rows_per_leaf=2", "--allow-leak", string.Join(',', names), "--out", "long.model")).Done();
        }

        foreach (var words in new[] { "", "--row 2", "--row 2 --method lime", "--method permutation", $"--method pdp --column {names[0]}" })
        {
            var text = (await workshop.RunAsync([("COLUMNS", $"{width}")], ["explain", "long.model", "long.csv", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])).Done().Out;

            var bars = text.Split('\n').Where(line => line.Contains('█', StringComparison.Ordinal) || line.Contains('│', StringComparison.Ordinal)).ToArray();
            Assert.NotEmpty(bars);
            Assert.All(bars, line => Assert.Matches("[0-9]\\.[0-9]{3}", line));
            Assert.All(bars, line => Assert.True(line.Length <= width, $"{words}: {line.Length} letters: {line}"));
            if (words.Contains("lime", StringComparison.Ordinal))
            {
                Assert.Contains("\n  and 4 terms that count less\n", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Curves_are_drawn_by_one_column_or_two()
    {
        await TrainAsync();

        var text = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--method", "pdp", "--column", "afam", "--column", "payment_to_income,single", "--html", "pdp.html")).Done();
        var json = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--method", "ice", "--column", "payment_to_income", "--json")).Done().Json;

        Assert.Contains("Mean probability of yes by afam\n", text.Out, StringComparison.Ordinal);
        Assert.Contains("  yes │ ", text.Out, StringComparison.Ordinal);
        Assert.Contains(" payment_to_income \\ single ", text.Out, StringComparison.Ordinal);
        Assert.Contains("From below to the top: payment_to_income", Page("pdp.html"), StringComparison.Ordinal);
        var effect = json["effects"]![0]!;
        Assert.Equal((1000, "probability of yes"), ((int)json["rows"]!, (string)effect["answer"]!));
        Assert.All(Enumerable.Range(0, effect["mean"]!.AsArray().Count), place => Assert.InRange((double)effect["high"]![place]!, (double)effect["low"]![place]!, 1));
    }

    [Fact]
    public async Task Shuffled_columns_are_ranked_by_the_loss_of_score()
    {
        await TrainAsync();

        var json = (await workshop.RunAsync("explain", "deny.model", "mortgages.csv", "--method", "permutation", "--html", "permutation.html", "--json")).Done().Json;

        Assert.Equal("roc_auc", (string)json["importance"]!["score"]!);
        Assert.Equal(13, json["importance"]!["columns"]!.AsArray().Count);
        Assert.Contains("Loss of roc_auc when a column is shuffled", Page("permutation.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--method shapp", "--method knows no 'shapp'. Did you mean 'shap'? The methods are: shap, kernel, permutation-shap, permutation, pdp, ice, ale, interaction, lime, anchors, surrogate.")]
    [InlineData("--row 3 --global", "--row explains one answer, --global the model. Give one of them.")]
    [InlineData("--row 0", "--row takes a whole number from 1 to 2147483647, not '0'. See 'cambium explain --help'.")]
    [InlineData("--row 2381", "--row 2381 is beyond the end of mortgages.csv, which has 2,380 rows.")]
    [InlineData("--method lime", "--method lime explains the answer to one row. Name it with --row N.")]
    [InlineData("--method pdp --row 3", "--method pdp explains the model by all rows. Leave --row out, or choose one of: shap, kernel, permutation-shap, lime, anchors.")]
    [InlineData("--method pdp", "--method pdp goes by a column. Name it with --column COL.")]
    [InlineData("--method ice --column afam,single", "--method ice goes by one column at a time, not by 'afam,single'. Repeat --column for each.")]
    [InlineData("--method pdp --column afam,single,condominium", "--column takes one column, or two with a comma, not 'afam,single,condominium'. Repeat it for more.")]
    [InlineData("--method pdp --column deny", "--column names 'deny', which the model predicts and does not read. It reads: payment_to_income, housing_to_income, loan_to_value, credit_history, mortgage_history, public_bad_record, unemployment_rate, self_employed, insurance_denied, condominium, afam, single, high_school.")]
    [InlineData("--column singel", "--column names 'singel', which the model does not read. Did you mean 'single'? It reads: payment_to_income, housing_to_income, loan_to_value, credit_history, mortgage_history, public_bad_record, unemployment_rate, self_employed, insurance_denied, condominium, afam, single, high_school.")]
    [InlineData("--class maybe", "--class knows no 'maybe'. The model tells apart: no, yes.")]
    [InlineData("--method pdp --column afam --answer", "--answer is for SHAP values; --method pdp explains the answer anyway. Leave it out.")]
    public async Task Words_that_do_not_fit_are_refused(string words, string message)
    {
        await TrainAsync();

        (await workshop.RunAsync(["explain", "deny.model", "mortgages.csv", .. words.Split(' ')])).Refused(2, $"cambium explain: {message}");
    }

    [Fact]
    public async Task Tables_that_cannot_be_explained_are_refused()
    {
        await TrainAsync();
        var lines = File.ReadAllLines(Path.Combine(workshop.Folder, "mortgages.csv"));
        workshop.WithFile("none.csv", lines[0] + "\n");
        workshop.WithFile("short.csv", "afam,single\nno,yes\n");
        workshop.WithFile("bare.csv", string.Join('\n', lines.Take(30).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..])) + "\n");

        var none = await workshop.RunAsync("explain", "deny.model", "none.csv");
        var few = await workshop.RunAsync("explain", "deny.model", "short.csv");
        var judged = await workshop.RunAsync("explain", "deny.model", "bare.csv", "--method", "permutation");
        var bare = (await workshop.RunAsync("explain", "deny.model", "bare.csv", "--row", "1")).Done();

        none.Refused(1, "cambium explain: none.csv has no rows. Name a table with rows to explain.");
        Assert.StartsWith("cambium explain: short.csv lacks the columns payment_to_income, ", few.Error, StringComparison.Ordinal);
        judged.Refused(1, "cambium explain: bare.csv lacks the column 'deny' that the model predicts, and --method permutation judges its answers. To explain without it: --method shap.");
        Assert.DoesNotContain("the table has", bare.Out, StringComparison.Ordinal);
    }

    string Page(string name) => File.ReadAllText(Path.Combine(workshop.Folder, name));

    async Task TrainAsync()
    {
        workshop.WithSample("mortgages.csv");
        if (!Directory.Exists(Path.Combine(workshop.Folder, "deny.model")))
        {
            (await workshop.RunAsync("train", "mortgages.csv", "--target", "deny", "--set", "trees=20", "--out", "deny.model")).Done();
        }
    }
}
