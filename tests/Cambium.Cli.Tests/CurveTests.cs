using Cambium.Tracking;

namespace Cambium.Cli.Tests;

/// <summary>cambium curve, and how train splits rows.</summary>
public sealed class CurveTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public async Task A_curve_is_a_table_a_drawing_and_a_page()
    {
        workshop.WithSample("diabetes.csv");

        var answer = (await workshop.RunAsync("curve", "diabetes.csv", "--target", "progression", "--learner", "linear", "--sizes", "20,0.5,1", "--cv", "3", "--html", "curve.html")).Done();

        Assert.StartsWith("linear-regression learns 'progression' of diabetes.csv (regression) from 442 rows\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("  3 sizes, each judged over 3 folds", answer.Out, StringComparison.Ordinal);
        Assert.Contains("rmse ○ learned from", answer.Out, StringComparison.Ordinal);
        Assert.Equal(10, answer.Out.Split('\n').Count(line => line.Contains('│', StringComparison.Ordinal)));
        Assert.Equal(3, answer.Out.Split('\n').Where(line => line.Contains('│', StringComparison.Ordinal)).Sum(line => line.Count(letter => letter == '○')));
        Assert.EndsWith("Page: curve.html\n", answer.Out, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(workshop.Folder, "curve.html"));
        Assert.Contains("<polyline points=", page, StringComparison.Ordinal);
        Assert.Contains("<h2>r2</h2>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_curve_by_a_setting_is_one_document_with_every_figure()
    {
        workshop.WithSample("iris.csv");

        var json = (await workshop.RunAsync("curve", "iris.csv", "--target", "species", "--learner", "decision-tree-classifier", "--setting", "max_depth=1,4", "--cv", "3", "--json")).Done().Json;

        Assert.Equal(("max_depth", "roc_auc"), ((string)json["by"]!, (string)json["score"]!));
        Assert.Equal(["1", "4"], json["points"]!.AsArray().Select(point => (string)point!["at"]!));
        var accuracy = json["points"]!.AsArray().Select(point => (double)point!["test"]!.AsArray().Single(own => (string)own!["name"]! == "accuracy")!["mean"]!).ToArray();
        Assert.InRange(accuracy[0], 0.5, 0.7);
        Assert.InRange(accuracy[1], 0.85, 1);
    }

    [Fact]
    public async Task Steps_of_a_file_go_before_the_learner_in_every_fold()
    {
        workshop.WithSample("diabetes.csv").WithFile("steps.yaml", "steps:\n  - standardize\n  - spline: { knots: 4 }\n");

        var with = (await workshop.RunAsync("curve", "diabetes.csv", "--target", "progression", "--learner", "ridge", "--steps", "steps.yaml", "--setting", "l2=1,100", "--cv", "3", "--json")).Done().Json;
        var without = (await workshop.RunAsync("curve", "diabetes.csv", "--target", "progression", "--learner", "ridge", "--setting", "l2=1,100", "--cv", "3", "--json")).Done().Json;

        Assert.Equal(2, with["points"]!.AsArray().Count);
        Assert.NotEqual(without["points"]!.ToJsonString(), with["points"]!.ToJsonString());
        (await workshop.RunAsync("curve", "diabetes.csv", "--target", "progression", "--steps", "none.yaml"))
            .Refused(1, "cambium curve: There is no file 'none.yaml' of steps. Name a YAML file that begins with 'steps:'.");
    }

    [Fact]
    public async Task What_cannot_be_drawn_or_written_is_refused_before_any_fold()
    {
        workshop.WithSample("iris.csv");

        var figure = await workshop.RunAsync("curve", "iris.csv", "--target", "species", "--score", "rmse");
        var page = await workshop.RunAsync("curve", "iris.csv", "--target", "species", "--html", ".");
        var own = (await workshop.RunAsync("curve", "iris.csv", "--target", "species", "--learner", "decision-tree-classifier", "--score", "matthews", "--sizes", "1", "--cv", "3", "--json")).Done().Json;

        Assert.StartsWith("cambium curve: --score knows no figure 'rmse'. The figures are: accuracy, ", figure.Error, StringComparison.Ordinal);
        Assert.Equal((2, ""), (figure.Status, figure.Out));
        page.Refused(1, "cambium curve: '.' is a folder. Name a file to write.");
        Assert.Contains(own["points"]![0]!["test"]!.AsArray(), score => (string)score!["name"]! == "matthews");
    }

    [Fact]
    public async Task A_curve_is_kept_as_a_run_where_an_experiment_is_named()
    {
        workshop.WithSample("iris.csv");
        string[] words = ["curve", "iris.csv", "--target", "species", "--learner", "decision-tree-classifier", "--cv", "3", "--store", "curves", "--json"];
        var standard = Path.Combine(workshop.Folder, "cambium-data"); // which other tests make
        var hadStandard = Directory.Exists(standard);

        var rows = (await workshop.RunAsync([.. words, "--experiment", "flowers", "--sizes", "0.5,1"])).Done().Json;
        var depth = (await workshop.RunAsync([.. words, "--setting", "max_depth=1,4", "--score", "accuracy"])).Done().Json;

        using var tracker = Tracker.Open(Path.Combine(workshop.Folder, "curves"));
        var run = tracker.FindRun((string)rows["run_id"]!);
        Assert.Equal(["flowers", "iris"], tracker.Experiments().Select(experiment => experiment.Name).Order());
        Assert.Equal(("curve of decision-tree-classifier by rows", RunStatus.Finished, "roc_auc"), (run.Name, run.Status, run.Tags["curve.score"]));
        Assert.Equal(2, tracker.ReadLearningCurve(run.Id)!.Points.Count);
        var other = tracker.FindRun((string)depth["run_id"]!);
        Assert.Equal("accuracy", other.Tags["curve.score"]);
        Assert.Equal(["1", "4"], tracker.ReadValidationCurve(other.Id)!.Points.Select(point => point.Value));
        Assert.Equal(hadStandard, Directory.Exists(standard));
    }

    [Fact]
    public async Task Rows_of_a_group_are_held_out_and_judged_together_and_the_group_is_no_feature()
    {
        // The patient's number tells the answer; a learner that saw it, or saw each patient on both sides, would be right.
        var rows = string.Join('\n', Enumerable.Range(0, 240).Select(row => $"p{row / 4},{row * 7 % 11},{(row / 4 * 5 % 7 < 3 ? "yes" : "no")}"));
        workshop.WithFile("visits.csv", $"patient,x,ill\n{rows}\n");

        var json = (await workshop.RunAsync(
            "train", "visits.csv", "--target", "ill", "--group", "patient", "--cv", "3", "--repeat", "2", "--set", "trees=5", "--json", "--out", "visits.model")).Done().Json;
        var text = (await workshop.RunAsync("train", "visits.csv", "--target", "ill", "--group", "patient", "--cv", "3", "--repeat", "2", "--set", "trees=5")).Done();

        Assert.Equal(0, (int)json["rows"]!["learn"]! % 4);
        Assert.InRange((double)json["cross_validation"]!["accuracy"]!["mean"]!, 0.3, 0.75);
        Assert.Equal(["x"], json["explanation"]!["columns"]!.AsArray().Select(column => (string)column!["column"]!));
        Assert.Contains("3-fold cross-validation, 2 times", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folds_by_time_are_judged_after_the_rows_learned_from()
    {
        // What holds turns halfway: folds at random would see both halves.
        var start = new DateOnly(2026, 1, 1);
        var rows = string.Join('\n', Enumerable.Range(0, 200).Select(day => FormattableString.Invariant($"{start.AddDays(day):yyyy-MM-dd},{day % 10},{day % 10 * (day < 100 ? -1.5 : 1.5)}")));
        workshop.WithFile("days.csv", $"day,x,y\n{rows}\n");

        var json = (await workshop.RunAsync("train", "days.csv", "--target", "y", "--learner", "linear", "--event-time", "day", "--cv", "3", "--gap", "2", "--test", "0.1", "--json")).Done().Json;

        Assert.InRange((double)json["cross_validation"]!["rmse"]!["mean"]!, 3, 20);
    }

    [Theory]
    [InlineData("--gap leaves out rows by time. Name the column that orders them with --event-time.", "--gap", "3")]
    [InlineData("'species' is both --target and --group. Name two columns.", "--group", "species")]
    [InlineData("Rows are split by --group or by --event-time, not by both. Leave one out.", "--group", "petal_width", "--event-time", "sepal_width")]
    [InlineData("--repeat deals rows out anew, but --event-time leaves one way to split them. Leave one out.", "--repeat", "2", "--event-time", "sepal_width")]
    [InlineData("A curve goes by --sizes or by --setting, not by both. Leave one out.", "--sizes", "1", "--setting", "trees=1")]
    [InlineData("--setting takes KEY=VALUE,VALUE..., such as --setting trees=50,100,200, not 'trees'.", "--setting", "trees")]
    [InlineData("--sizes takes shares up to 1 and whole numbers of rows, such as 0.1,0.5,1 or 100,1000, not '1.5'.", "--sizes", "0.5,1.5")]
    [InlineData("A curve judges answers by a target, but clustering has none. Choose another --learner.", "--learner", "k-means")]
    public async Task Words_that_do_not_fit_each_other_are_refused(string message, params string[] words)
    {
        workshop.WithSample("iris.csv");

        (await workshop.RunAsync(["curve", "iris.csv", "--target", "species", .. words])).Refused(2, $"cambium curve: {message}");
    }
}
