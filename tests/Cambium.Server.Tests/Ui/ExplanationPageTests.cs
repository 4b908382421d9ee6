using System.Net;
using System.Text.Json.Nodes;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The page of a run that keeps explained rows.</summary>
public sealed class ExplanationPageTests
{
    [Fact]
    public async Task Explained_rows_are_told_with_every_drawings_numbers_and_the_address_chooses()
    {
        await using var server = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(server.Tracker);
        var sample = server.Tracker.ReadShap(id)!; // just kept
        var curves = server.Tracker.ReadEffects(id)!; // as above

        var first = await PageAsync(server, $"/runs/{id}/explanation");
        var second = await PageAsync(server, $"/runs/{id}/explanation?column=afam&colour=credit_history&row={sample.Rows[7].Number}&curve=afam&centred=1");

        Assert.Contains(sample.Sentence(0), first, StringComparison.Ordinal);
        Assert.Contains(sample.Sentence(7), second, StringComparison.Ordinal);
        foreach (var chart in new[] { "beeswarm", "magnitudes", "dependence", "waterfall", "force", "effects" })
        {
            Assert.Contains($"data-chart=\"{chart}\"", first, StringComparison.Ordinal);
        }

        Assert.Contains($"<option value=\"{sample.Columns[0].Name}\" selected>", first, StringComparison.Ordinal);
        Assert.Equal(2, second.Split("<option value=\"afam\" selected>").Length - 1);
        Assert.Contains("<option value=\"credit_history\" selected>", second, StringComparison.Ordinal);
        Assert.Contains("value=\"1\" checked", second, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"column\" value=\"afam\" />", second, StringComparison.Ordinal);
        Assert.DoesNotContain("data-class-menu", first, StringComparison.Ordinal);
        // Waterfall: the base value, each column, and the last sum is the answer.
        var steps = Rows(second, "data-shap-table=\"waterfall\"");
        Assert.Equal(1 + sample.Columns.Count, steps.Length);
        Assert.Equal(Numbers.Significant(sample.Outputs[0].Answers[7]), steps[^1][^1]);
        // Dependence: a line a row, with the value, the SHAP value and the colour.
        var points = Rows(second, "data-shap-table=\"dependence\"");
        var afam = sample.Columns.Single(column => column.Name == "afam");
        Assert.Equal(120, points.Length);
        Assert.Equal([$"{sample.Rows[7].Number}", afam.Texts[7], Numbers.Significant(sample.Of(7)[sample.Columns.IndexOf(afam)])], points[7].Take(3));
        // Curves: the mean at each value.
        var curve = curves.Curves.Single(own => own.Axis.Column == "afam");
        Assert.Equal(curve.Axis.Labels.Zip(curve.Means.Select(Numbers.Significant)), Rows(second, "data-effect-table=\"values\"").Select(line => (line[0], line[1])));
    }

    [Fact]
    public async Task The_scripts_read_the_same_rows_and_a_missing_value_is_null()
    {
        await using var server = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(server.Tracker);
        var sample = server.Tracker.ReadShap(id)!; // just kept

        var data = Data(await server.GetAsync($"/runs/{id}/explanation"));

        Assert.Equal(sample.Columns.Select(column => column.Name), data["columns"]!.AsArray().Select(column => (string)column!["name"]!));
        foreach (var (column, place) in sample.Columns.Select((column, place) => (column, place)))
        {
            var read = data["columns"]![place]!;
            for (var row = 0; row < sample.Rows.Count; row++)
            {
                Assert.Equal(double.IsNaN(column.Numbers[row]), read["values"]![row] is null);
                // Six significant digits are sent.
                Assert.Equal(sample.Of(row)[place], (double)read["shap"]![row]!, 1e-5 * Math.Abs(sample.Of(row)[place]));
            }
        }

        Assert.Equal(sample.Sentence(5), (string)data["sentences"]![5]!);
    }

    [Fact]
    public async Task Of_several_classes_one_is_told_and_the_menu_has_the_others()
    {
        await using var server = await WritableServer.StartAsync();
        var id = DemoExplanations.FourClasses(server.Tracker);

        var html = await PageAsync(server, $"/runs/{id}/explanation?class=west%20north&row=7");
        var unknown = await PageAsync(server, $"/runs/{id}/explanation?class=nowhere&row=x&column=nothing&curve=nothing");

        Assert.Contains("data-class-menu", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"west north\" selected>", html, StringComparison.Ordinal);
        Assert.Contains("margin of west north", html, StringComparison.Ordinal);
        Assert.Contains("probability of west north by", html, StringComparison.Ordinal);
        Assert.Contains("probability of east north by", unknown, StringComparison.Ordinal);
        Assert.DoesNotContain("west north by", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_shows_what_its_run_keeps_and_without_anything_the_command_is_told()
    {
        await using var server = await WritableServer.StartAsync();
        var id = DemoExplanations.TwoClasses(server.Tracker);
        server.Tracker.Register("denials", id);
        using var plain = server.Tracker.Start("plain", "plain");

        Assert.Contains("data-chart=\"beeswarm\"", await PageAsync(server, "/models/denials/1/explanation"), StringComparison.Ordinal);
        var empty = await PageAsync(server, $"/runs/{plain.Id}/explanation");
        Assert.Contains("Nothing explained yet", empty, StringComparison.Ordinal);
        Assert.Contains("cambium explain 'models:/NAME/1' data.csv --log", empty.Replace("models:/NAME/1 data", "'models:/NAME/1' data", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("explanation.js", empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_largest_sample_is_a_page_below_600_kilobytes()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("large", "large");
        run.Log(DemoExplanations.Of(200, 50, levels: 10));

        var html = await server.GetAsync($"/runs/{run.Id}/explanation");

        Assert.InRange(html.Length, 200_000, 600_000);
        Assert.Contains("3\u00A0other columns", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_are_markup_are_shown_as_they_are()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("hostile", "hostile");
        run.Log(DemoExplanations.Of(5, 3, levels: 1, DemoStore.Hostile) with { Method = DemoStore.Hostile, PartnerMethod = DemoStore.Hostile });
        var axis = new DependenceAxis(DemoStore.Hostile, [DemoStore.Hostile], []);
        run.Log(new AnswerCurves { UsedRows = 1, Rows = [1], LeftOut = [DemoStore.Hostile], Curves = [new AnswerCurve { Answer = DemoStore.Hostile, Class = DemoStore.Hostile, Axis = axis, Means = [1], Single = [1], EffectAxis = null, Effects = [] }] });

        var html = await server.GetAsync($"/runs/{run.Id}/explanation");

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", html, StringComparison.Ordinal);
        Assert.Equal($"{DemoStore.Hostile} 0", (string)Data(html)["columns"]![0]!["name"]!);
    }

    [Fact]
    public async Task Numbers_that_are_none_do_not_break_the_page()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("odd", "odd");
        var sample = DemoExplanations.Of(4, 2);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, 0, 0, 0];
        run.Log(sample with
        {
            Outputs = [sample.Outputs[0] with { BaseValue = double.NaN, Values = odd.ToEquatableArray(), Answers = odd.Take(4).ToEquatableArray(), Predicted = odd.Take(4).ToEquatableArray(), Magnitudes = odd.Take(2).ToEquatableArray(), OtherMagnitude = double.NaN, Partners = [-1, -1] }],
        });

        var data = Data(await server.GetAsync($"/runs/{run.Id}/explanation"));

        Assert.Null(data["base"]);
        Assert.Equal([true, true, false, true], data["columns"]![0]!["shap"]!.AsArray().Select((value, row) => row == 1 ? value is null : row == 3 ? value is not null : value is null));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1, 2]")]
    [InlineData("{\"method\": null}")]
    [InlineData("not json")]
    public async Task Damaged_files_are_told_and_the_rest_of_the_page_stands(string text)
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("damaged", "damaged");
        run.Log(DemoReports.Explanation());
        AddFile(run, RunArtifacts.Shap, text);
        AddFile(run, RunArtifacts.Effects, text);

        var html = await PageAsync(server, $"/runs/{run.Id}/explanation");

        Assert.Contains($"Artifact 'shap.json' of run {run.Id} cannot be read:", html, StringComparison.Ordinal);
        Assert.Contains($"Artifact 'effects.json' of run {run.Id} cannot be read:", html, StringComparison.Ordinal);
        Assert.Contains("data-chart=\"importance\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_do_not_fit_together_or_are_too_large_are_told()
    {
        await using var server = await WritableServer.StartAsync();
        using var run = server.Tracker.Start("damaged", "damaged");
        var sample = DemoExplanations.Of(3, 2);
        AddFile(run, RunArtifacts.Shap, (sample with { Outputs = [sample.Outputs[0] with { Partners = [7, 0] }] }).ToJson());
        AddFile(run, RunArtifacts.Effects, new string(' ', (8 << 20) + 1));

        var html = await PageAsync(server, $"/runs/{run.Id}/explanation");

        Assert.Contains("Output 'log-odds of column' does not hold 3 × 2 values, or partners beyond the columns.", html, StringComparison.Ordinal);
        Assert.Contains("Artifact 'effects.json' has 8.0\u202FMiB, at most 8.0\u202FMiB are read, so what it tells is not shown.", html, StringComparison.Ordinal);
    }

    static async Task<string> PageAsync(WritableServer server, string address) => WebUtility.HtmlDecode(await server.GetAsync(address));

    static JsonNode Data(string html) => JsonNode.Parse(html.Split("id=\"shap-data\">")[1].Split("</script>")[0])!;

    /// <summary>The lines of a table's part, as texts.</summary>
    static string[][] Rows(string html, string mark) =>
        [.. html.Split(mark)[1].Split("</tbody>")[0].Split("<tr>").Skip(1).Select(line => line.Split(["</th>", "</td>"], StringSplitOptions.None).SkipLast(1).Select(cell => cell[(cell.LastIndexOf('>') + 1)..]).ToArray())];

    static void AddFile(Run run, string path, string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        run.Artifact(file, path);
        File.Delete(file);
    }
}
