using System.Net;

namespace Cambium.Server.Tests;

/// <summary>What the pages say.</summary>
public sealed class PageTests(RunningServer server)
{
    [Fact]
    public async Task The_first_page_lists_experiments_with_their_best_main_score()
    {
        var html = await GetAsync("/");

        Assert.Contains("<title>Experiments · Cambium</title>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/experiments/1\">mortgages</a>", html, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/runs/{server.Runs.Trees}\">boosted trees</a>", html, StringComparison.Ordinal);
        Assert.Contains(">0.8571</span>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_store_says_what_to_do_next()
    {
        Assert.Contains("cambium quickstart", await GetAsync("/", server.Empty), StringComparison.Ordinal);
        Assert.Contains("cambium train data.csv --target COLUMN --register NAME", await GetAsync("/models", server.Empty), StringComparison.Ordinal);
        Assert.Contains("Compare selected runs", await GetAsync("/runs/compare", server.Empty), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sort=metrics.roc_auc&desc=1", "boosted trees", "logistic regression", "baseline", "too deep")]
    [InlineData("sort=metrics.roc_auc&desc=0", "baseline", "logistic regression", "boosted trees", "too deep")]
    [InlineData("sort=metrics.log_loss&desc=0", "boosted trees", "logistic regression", "baseline", "too deep")]
    [InlineData("sort=name&desc=0", "baseline", "boosted trees", "logistic regression", "too deep")]
    [InlineData("sort=params.trees&desc=1", "boosted trees")]
    [InlineData("sort=status&desc=0", "too deep")]
    [InlineData("", "too deep", "boosted trees", "logistic regression", "baseline")]
    public async Task Runs_are_sorted_by_any_column_with_missing_values_last(string query, params string[] names)
    {
        var html = await GetAsync($"/experiments/1?{query}");

        var places = names.Select(name => html.IndexOf($">{name}</a>", StringComparison.Ordinal)).ToArray();

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData("params.learner LIKE 'boosted%'", 2)]
    [InlineData("metrics.roc_auc > 0.7", 2)]
    [InlineData("metrics.roc_auc > 0.7 and params.seed = '42' AND tags.stage = \"demo\"", 2)]
    [InlineData("status = 'FAILED'", 1)]
    [InlineData("tags.stage = 'nothing'", 0)]
    [InlineData("REGRESSION", 1)]
    [InlineData("o l", 1)]
    [InlineData("it's", 0)]
    public async Task Runs_are_filtered_by_the_grammar_and_plain_words_look_for_names(string text, int count)
    {
        var html = await GetAsync($"/experiments/1?filter={Uri.EscapeDataString(text)}");

        Assert.Equal(count, html.Split("name=\"ids\"").Length - 1);
        Assert.Contains($"value=\"{WebUtility.HtmlEncode(text)}\"", html.Replace("&#x27;", "&#39;", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(count == 0, html.Contains("No run matches", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("seed = '42'", "Invalid attribute key 'seed' specified.", "Did you mean params.seed = '…'?")]
    [InlineData("roc_auc > 0.5", "Invalid attribute key 'roc_auc' specified.", "Did you mean metrics.roc_auc > 0?")]
    [InlineData("metrics.roc_auc > 'x'", "Expected numeric value type for metric.", "A filter is one or more conditions joined by AND:")]
    [InlineData("params.seed = '1' OR params.seed = '2'", "Invalid clause(s) in filter string: 'OR'", "Conditions are joined by AND; there is no OR.")]
    [InlineData("metrics.roc_auc >", "Invalid clause(s) in filter string", "Plain words look for runs by name.")]
    public async Task A_wrong_filter_is_told_below_its_field_with_what_to_write_instead(string filter, string problem, string advice)
    {
        var html = WebUtility.HtmlDecode(await GetAsync($"/experiments/1?filter={Uri.EscapeDataString(filter)}"));

        Assert.Contains(problem, html, StringComparison.Ordinal);
        Assert.Contains(advice, html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"runs\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_address_with_q_still_filters() =>
        Assert.Contains("value=\"boosted\"", await GetAsync("/experiments/1?q=boosted"), StringComparison.Ordinal);

    [Fact]
    public async Task Chosen_runs_stay_chosen_on_other_pages_and_in_other_orders()
    {
        var html = await GetAsync($"/experiments/1?filter=baseline&selected={server.Runs.Trees},{server.Runs.Baseline},nonsense");

        Assert.Contains($"<input type=\"hidden\" name=\"ids\" value=\"{server.Runs.Trees}\" data-elsewhere />", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{server.Runs.Baseline}\" checked", html, StringComparison.Ordinal);
        Assert.Contains($"sort=name&amp;desc=0&amp;selected={server.Runs.Trees}%2C{server.Runs.Baseline}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chosen_columns_are_shown_and_stay_chosen_when_sorting()
    {
        var html = await GetAsync("/experiments/1?column=params.trees&column=metrics.brier");

        Assert.Contains("sort=params.trees&amp;desc=0&amp;column=params.trees&amp;column=metrics.brier", html, StringComparison.Ordinal);
        Assert.DoesNotContain("?sort=metrics.roc_auc", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_shows_everything_that_it_logged()
    {
        var html = WebUtility.HtmlDecode(await GetAsync($"/runs/{server.Runs.Trees}"));

        foreach (var text in new[]
        {
            "<h1>boosted trees</h1>", "status-finished", "learning_rate", "0.8361 – 0.8751", "data-chart=\"roc\"", "data-chart=\"pr\"", "data-chart=\"calibration\"",
            "data-chart=\"importance\"", "data-chart=\"learning-0\"", "Confusion matrix", "Groups of afam", "payment_to_income", "report.json", "data.fingerprint",
            "mortgages v2 · champion", "class=\"crumbs\"",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Artifacts_stand_in_a_tree_of_folders_with_the_one_that_is_shown()
    {
        var html = WebUtility.HtmlDecode(await GetAsync($"/runs/{server.Runs.Trees}/artifacts/notes/read%20me.txt"));

        Assert.Contains("<span class=\"path\">notes</span>", html, StringComparison.Ordinal);
        Assert.Contains($"href=\"/runs/{server.Runs.Trees}/artifacts/notes/read%20me.txt\" aria-current=\"page\">read me.txt</a>", html, StringComparison.Ordinal);
        Assert.Contains("Plain text with <b>markup</b> & more.", html, StringComparison.Ordinal);
        Assert.Contains("No file chosen", await GetAsync($"/runs/{server.Runs.Trees}/artifacts/notes"), StringComparison.Ordinal);
        Assert.Contains("No file chosen", await GetAsync($"/runs/{server.Runs.Trees}/artifacts/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_found_by_the_beginning_of_its_id() =>
        Assert.Contains("<h1>boosted trees</h1>", await GetAsync($"/runs/{server.Runs.Trees[..12]}"), StringComparison.Ordinal);

    [Fact]
    public async Task A_run_that_failed_says_so_and_draws_nothing()
    {
        var html = await GetAsync($"/runs/{server.Runs.Failed}");

        Assert.Contains("status-failed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-chart", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_classes_have_a_matrix_but_no_curves()
    {
        var html = await GetAsync($"/runs/{server.Runs.Flowers}");

        Assert.Contains("virginica", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-chart=\"roc\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regression_draws_predicted_against_true()
    {
        var html = await GetAsync($"/runs/{server.Runs.Regression}");

        Assert.Contains("data-chart=\"scatter\"", html, StringComparison.Ordinal);
        Assert.Contains("54.21", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{0},{1}")]
    [InlineData("{0}&ids={1}")]
    public async Task Runs_stand_side_by_side_with_their_differences_marked(string ids)
    {
        var html = await GetAsync($"/runs/compare?ids={string.Format(null, ids, server.Runs.Trees, server.Runs.Logistic)}");

        Assert.Contains("4 of 5 differ", html, StringComparison.Ordinal);
        Assert.Equal(4, html.Split("class=\"differs\"").Length - 1);
        Assert.Contains("data-chart=\"roc\"", html, StringComparison.Ordinal);
        Assert.Contains(">boosted trees</a>", html, StringComparison.Ordinal);
        Assert.Contains(">logistic regression</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_runs_to_compare_are_cut_with_a_word_about_it()
    {
        var ids = string.Join(',', Enumerable.Range(8, 25).Select(length => server.Runs.Trees[..length]));

        Assert.Contains("25 runs were chosen; the first 24 are shown.", await GetAsync($"/runs/compare?ids={ids}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_shows_its_versions_and_a_line_that_scores_a_row()
    {
        var html = WebUtility.HtmlDecode(await GetAsync("/models/mortgages"));

        Assert.Contains("Version 2", html, StringComparison.Ordinal);
        Assert.Contains("challenger", html, StringComparison.Ordinal);
        Assert.Contains(
            $"curl -s '{server.Server.Url.GetLeftPart(UriPartial.Authority)}/invocations?model=mortgages' -H 'Content-Type: application/json' -d '{{\"dataframe_records\":[{{\"payment_to_income\":",
            html,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_of_a_model_has_an_address_of_its_own()
    {
        var html = await GetAsync("/models/mortgages/1");

        Assert.Contains("aria-current=\"true\">Version 1</a>", html, StringComparison.Ordinal);
        Assert.Contains("/v2/models/mortgages/versions/1/infer", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_data_are_never_markup()
    {
        var run = server.Runs.Hostile;
        var experiment = $"/experiments/{server.Runs.HostileExperiment}";
        string[] pages =
        [
            "/", experiment, $"{experiment}?filter={Uri.EscapeDataString(DemoStore.Hostile)}", $"/runs/{run}", $"/runs/{run}/artifacts/report.json",
            $"/runs/compare?ids={run},{server.Runs.Trees}",
        ];

        foreach (var page in pages)
        {
            var html = await GetAsync(page);

            Assert.Contains("alert(1)", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.DoesNotContain("onerror=alert(2)>\"", html, StringComparison.Ordinal);
        }
    }

    async Task<string> GetAsync(string address, CambiumServer? of = null)
    {
        using var client = new HttpClient { BaseAddress = (of ?? server.Server).Url };
        using var answer = await client.GetAsync(Address.Of(address), Test.Stop);
        var html = await answer.Content.ReadAsStringAsync(Test.Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {answer.StatusCode}: {html}");
        return html;
    }
}
