using System.Text.Json.Nodes;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>How numbers, times, runs and metrics read.</summary>
public sealed class DisplayTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.841234, "0.8412")]
    [InlineData(0.5, "0.5000")]
    [InlineData(0.0071, "0.0071")]
    [InlineData(0.00712345, "0.007123")]
    [InlineData(12.3456, "12.35")]
    [InlineData(1234.5, "1\u202F235")]
    [InlineData(1234567, "1\u202F234\u202F567")]
    [InlineData(-3, "\u22123")]
    [InlineData(0, "0")]
    [InlineData(3.2e-7, "3.2e\u22127")]
    [InlineData(1e12, "1e+12")]
    [InlineData(double.NaN, "n/a")]
    [InlineData(double.NegativeInfinity, "\u2212∞")]
    public void Numbers_have_four_significant_digits(double value, string expected) => Assert.Equal(expected, Numbers.Significant(value));

    [Theory]
    [InlineData(812, "812\u202FB")]
    [InlineData(3565158, "3.4\u202FMiB")]
    [InlineData(1024L * 1024 * 1024 * 300, "300\u202FGiB")]
    public void Sizes_have_a_fitting_unit(long bytes, string expected) => Assert.Equal(expected, Numbers.Size(bytes));

    [Theory]
    [InlineData(10, "just now")]
    [InlineData(50, "1\u00A0min ago")]
    [InlineData(300, "5\u00A0min ago")]
    [InlineData(7200, "2\u00A0h ago")]
    [InlineData(100_000, "1\u00A0day ago")]
    [InlineData(864_000, "10\u00A0days ago")]
    [InlineData(8_640_000, "2026-08-14")]
    [InlineData(-5, "just now")]
    public void Moments_read_as_their_age(int seconds, string expected) => Assert.Equal(expected, Times.Ago(Now.AddSeconds(-seconds), Now));

    [Theory]
    [InlineData(0.84, "840\u00A0ms")]
    [InlineData(12.34, "12.3\u00A0s")]
    [InlineData(245, "4\u00A0min 05\u00A0s")]
    [InlineData(7800, "2\u00A0h 10\u00A0min")]
    [InlineData(273_600, "3\u00A0d 4\u00A0h")]
    [InlineData(-1, "0\u00A0ms")]
    public void Durations_have_two_units_at_most(double seconds, string expected) => Assert.Equal(expected, Times.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("roc_auc", "ROC AUC", 1)]
    [InlineData("cv/rmse_mean", "CV RMSE", -1)]
    [InlineData("cv/accuracy_sd", "CV Accuracy, sd", 0)]
    [InlineData("my_metric", "my_metric", 0)]
    public void Known_metrics_have_names_and_a_direction(string metric, string label, int direction)
    {
        var figure = Figure.Of(metric);

        Assert.Equal(label, figure.Label);
        Assert.Equal(direction, figure.Direction);
    }

    [Fact]
    public void The_last_fold_tells_nothing_where_the_mean_is_there() =>
        Assert.Equal(["roc_auc", "cv/roc_auc_mean", "cv/other"], Figure.Telling(["cv/roc_auc", "cv/other", "cv/roc_auc_mean", "cv/roc_auc_sd", "roc_auc"]));

    [Theory]
    [InlineData(RunStatus.Running, true, "unfinished")]
    [InlineData(RunStatus.Running, false, "running")]
    [InlineData(RunStatus.Finished, false, "finished")]
    [InlineData(RunStatus.Failed, false, "failed")]
    public void A_run_that_was_killed_is_unfinished(RunStatus status, bool isStale, string expected) =>
        Assert.Equal(expected, RunDisplay.Status(RunOf("a") with { Status = status, IsStale = isStale }));

    [Fact]
    public void Nobody_knows_how_long_a_killed_run_took()
    {
        var run = RunOf("a") with { Status = RunStatus.Running };

        Assert.Equal(TimeSpan.FromHours(12), RunDisplay.Duration(run, Now));
        Assert.Null(RunDisplay.Duration(run with { IsStale = true }, Now));
    }

    [Fact]
    public void Runs_of_one_name_are_told_apart_by_their_ids() =>
        Assert.Equal(["a (00000000)", "a (00000000)", "b"], RunDisplay.Distinct([RunOf("a"), RunOf("a"), RunOf("b")]).Select(pair => pair.Name));

    [Theory]
    [InlineData("plain-word_1", "plain-word_1")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$(rm -rf /)", "'$(rm -rf /)'")]
    [InlineData("", "''")]
    public void Words_of_a_command_are_quoted_where_a_shell_would_read_them(string text, string expected) => Assert.Equal(expected, ShellWord.Quote(text));

    [Theory]
    [InlineData("{\"a\": \"\\ud800\"}")]
    [InlineData("{\"\\ud800\": 1}")]
    [InlineData("{\"a\": ")]
    public void Json_that_no_text_can_hold_is_shown_as_it_is(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Equal(json, ArtifactPreview.Of("a.json", stream).Text);
    }

    [Fact]
    public void A_table_without_rows_says_so()
    {
        using var stream = new MemoryStream("a,b\n"u8.ToArray());

        Assert.Equal("This table has columns but no rows.", ArtifactPreview.Of("a.csv", stream).Note);
    }

    [Fact]
    public void A_file_of_rows_that_cannot_be_read_as_a_table_is_shown_as_text_and_says_why()
    {
        using var ragged = new MemoryStream("a,b\n1,2\n3\n"u8.ToArray());
        using var empty = new MemoryStream();

        var shown = ArtifactPreview.Of("a.csv", ragged);

        Assert.Equal(
            "This file cannot be shown as a table, so its text is shown. a.csv, line 3: 1 field, but the header has 2, with a comma between fields. "
            + "Add the fields that are missing, or set Delimiter if another byte separates them.",
            shown.Note);
        Assert.Equal(("a,b\n1,2\n3\n", 0), (shown.Text, shown.Rows.Count));
        Assert.Equal("This file is empty.", ArtifactPreview.Of("a.csv", empty).Note);
    }

    [Theory]
    [InlineData(false, "curl -s 'http://h/invocations?model=m' -H 'Content-Type: application/json' -d '{\"dataframe_records\":[{\"a\":1}]}'")]
    [InlineData(true, "curl -s 'http://h/invocations?model=m' -H \"Authorization: Bearer $MLFLOW_TRACKING_TOKEN\" -H 'Content-Type: application/json' -d '{\"dataframe_records\":[{\"a\":1}]}'")]
    public void The_line_that_scores_a_row_signs_in_where_people_do(bool needsToken, string expected) =>
        Assert.Equal(expected, ExampleRow.Curl("http://h", "m", new JsonObject { ["a"] = 1 }, needsToken));

    static RunInfo RunOf(string name) => new()
    {
        Id = new string('0', 32),
        ExperimentId = 1,
        Name = name,
        Status = RunStatus.Finished,
        Started = Now.AddHours(-12),
        Parameters = new Dictionary<string, string>(),
        Metrics = new Dictionary<string, double>(),
        Tags = new Dictionary<string, string>(),
    };
}
