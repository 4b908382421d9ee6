using System.Net;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>Pipelines drawn on the pages of runs and models, and curves of fits.</summary>
public sealed class PipelinePageTests
{
    [Fact]
    public async Task A_run_and_a_version_draw_the_pipeline_of_their_model()
    {
        await using var server = await WritableServer.StartAsync();
        var table = DemoStore.Mortgages();
        var branches = new Branches { Parts = [new SelectColumns { Columns = ["payment_to_income"] }.Then(new Standardize()), new SelectColumns { Columns = ["afam"] }.Then(new OneHot())] };
        var id = Log(server.Tracker, new Impute().Then(branches).Then(new LogisticRegression { L2 = 0.25 }).Fit(table, "deny"));
        server.Tracker.Register("piped", id);

        foreach (var address in new[] { $"/runs/{id}", "/models/piped" })
        {
            var html = WebUtility.HtmlDecode(await server.GetAsync(address));

            Assert.Contains("<b>3\u00A0columns</b>", html, StringComparison.Ordinal);
            var places = new[] { "<b>impute</b>", "<b>branches</b>", "part 1", "<b>standardize</b>", "part 2", "<b>one-hot</b>", "afam=no, afam=yes", "<b>logistic-regression</b>", "l2 0.25", "<b>answer</b>" }
                .Select(text => html.IndexOf(text, StringComparison.Ordinal)).ToArray();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Order(), places);
        }
    }

    [Fact]
    public async Task Names_in_a_model_are_text_and_a_long_pipeline_is_cut()
    {
        await using var server = await WritableServer.StartAsync();
        var table = Table.Create(Column.Of(DemoStore.Hostile, Enumerable.Range(0, 40).Select(row => row * 1.5).ToArray()), Column.Of("y", Enumerable.Range(0, 40).Select(row => row * 1.0).ToArray()));
        var pipeline = new Standardize().Then(new Standardize());
        for (var i = 0; i < 78; i++)
        {
            pipeline = pipeline.Then(new Standardize());
        }

        var html = await server.GetAsync($"/runs/{Log(server.Tracker, pipeline.Then(new Ridge()).Fit(table, "y"))}");

        Assert.Contains("alert(1)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Equal(60, html.Split("<b>standardize</b>").Length - 1);
        Assert.Contains("and 21\u00A0more steps", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_cannot_be_read_leaves_the_page_with_a_sentence()
    {
        await using var server = await WritableServer.StartAsync();
        var id = Log(server.Tracker, new Ridge().Fit(Table.Create(Column.Of("x", [1.0, 2, 3, 4]), Column.Of("y", [1.0, 2, 3, 5])), "y"));
        File.WriteAllText(Path.Combine(server.Tracker.FetchRunModel(id)!, "model.json"), "{\"kind\": \"ridge\"}");

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{id}"));

        Assert.Contains("The pipeline cannot be drawn: The model in '", html, StringComparison.Ordinal);
        Assert.Contains("model.json has no 'format_version'.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Curves_of_fits_are_drawn_with_the_asked_figure_first()
    {
        await using var server = await WritableServer.StartAsync();
        FoldScore Score(string name, double mean) => new(name, mean, 0.1, [mean]);
        using var run = server.Tracker.Start("curves", "by trees");
        run.Log(new ValidationCurve("trees", [.. new[] { "10", "1000", "100" }.Select((value, i) => new ValidationCurvePoint(value, [Score("roc_auc", 0.9), Score("log_loss", i)], [Score("roc_auc", 0.8), Score("log_loss", double.NaN)]))]));
        run.Tag("curve.score", "log_loss");
        run.Complete();
        using var other = server.Tracker.Start("curves", "by rows");
        other.Log(new LearningCurve([new LearningCurvePoint(50, [Score("rmse", 1)], [Score("rmse", 3)]), new LearningCurvePoint(100, [Score("rmse", 1.5)], [Score("rmse", 2)])]));
        other.Complete();

        var html = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{run.Id}"));
        var rows = WebUtility.HtmlDecode(await server.GetAsync($"/runs/{other.Id}"));

        Assert.Contains("<h2>Validation curve</h2>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("<figcaption>Log loss", StringComparison.Ordinal) < html.IndexOf("<figcaption>ROC AUC", StringComparison.Ordinal));
        Assert.Contains("\"points\":[[10,0],[100,2],[1000,1]]", html, StringComparison.Ordinal);
        Assert.Contains("\"log\":true", html, StringComparison.Ordinal);
        Assert.Contains("<h2>Learning curve</h2>", rows, StringComparison.Ordinal);
        Assert.Contains("\"ranges\":[[2.9,3.1],[1.9,2.1]]", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("data-chart=\"learning-0\"", rows, StringComparison.Ordinal);
    }

    static string Log(Tracker tracker, Model model)
    {
        using var run = tracker.Start("models", "fit");
        run.Log(model);
        run.Complete();
        return run.Id;
    }
}
