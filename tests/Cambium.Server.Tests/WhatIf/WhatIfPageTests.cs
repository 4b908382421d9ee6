using System.Net;
using System.Text.RegularExpressions;
using Cambium.Data;
using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

/// <summary>The page that asks a model what if, as it is without a script.</summary>
public sealed partial class WhatIfPageTests
{
    [Fact]
    public async Task The_form_starts_with_a_typical_row_and_its_fields_know_the_training_range()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker);

        var html = await PageAsync(own, "/models/loans/1/what-if");

        Assert.Contains("name=\"c.payment_to_income\"", html, StringComparison.Ordinal);
        Assert.Matches("0\\.1[0-9]* to 0\\.[56][0-9]* in training", html);
        Assert.Contains("<option value=\"no\" selected>no</option>", html, StringComparison.Ordinal);
        Assert.Contains("<option value>(missing)</option>", html, StringComparison.Ordinal);
        Assert.Matches("probability of yes: [0-9.]+\\. Nothing is changed yet\\.", html);
        Assert.Contains("<h3>Why: log-odds of yes</h3>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_in_the_address_are_answered_beside_the_start()
    {
        await using var own = await WritableServer.StartAsync();
        var run = WhatIfStore.AddLoans(own.Tracker);

        foreach (var address in new[] { "/models/loans/1", $"/runs/{run}" })
        {
            var html = await PageAsync(own, $"{address}/what-if?c.payment_to_income=0.59&c.credit_history=6&c.afam=no");

            var said = Said.Match(html);
            Assert.True(said.Success, html);
            Assert.True(double.Parse(said.Groups["before"].Value, System.Globalization.CultureInfo.InvariantCulture) < double.Parse(said.Groups["now"].Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Contains("The answer turns from 'no' to 'yes'.", html, StringComparison.Ordinal);
            Assert.Equal(2, Shown.Count(html));
            Assert.Contains("2\u00A0values changed", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_empty_field_is_a_missing_value()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker);

        var html = await PageAsync(own, "/models/loans/1/what-if?c.payment_to_income=&c.afam=");

        Assert.Contains("<option value selected>(missing)</option>", html, StringComparison.Ordinal);
        Assert.Matches("payment_to_income\\s*<span class=\"key\">missing</span>", html);
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_beside_its_field_and_hostile_texts_are_texts()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.Add(own.Tracker, "kinds", new MeanRegressor().Fit(WhatIfStore.Kinds(), "y"), WhatIfStore.Kinds());

        var raw = await own.GetAsync($"/models/kinds/1/what-if?c.number={Uri.EscapeDataString(DemoStore.Hostile)}&c.colour={Uri.EscapeDataString(DemoStore.Hostile)}&c.unknown=1");

        Assert.DoesNotContain("<script>alert", raw, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", raw, StringComparison.Ordinal);
        Assert.Contains($"found '{DemoStore.Hostile[..40]}…', expected a number such as 0.25</p>", WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
        Assert.Contains("(not seen in training)", raw, StringComparison.Ordinal);
        Assert.Contains("The model was not asked: column ", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_model_does_not_take_is_told_beside_its_field()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddSums(own.Tracker);

        var html = await PageAsync(own, "/models/sums/1/what-if?c.a=");

        Assert.Contains("The model does not take this row: ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h3>Why", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_columns_those_that_count_most_come_first_and_others_can_be_opened()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddWide(own.Tracker);

        var raw = await own.GetAsync("/models/wide/1/what-if");

        var names = Names.Matches(raw).Select(match => match.Groups["name"].Value).ToArray();
        Assert.Equal(["c150", "c3", "c0", "c1"], names.Take(4));
        Assert.Equal(200, names.Length);
        Assert.Contains("<summary>176\u00A0more columns</summary>", WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
        Assert.Contains("188\u00A0other columns", WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_a_model_and_a_model_that_cannot_be_loaded_say_so()
    {
        await using var own = await WritableServer.StartAsync();
        using var bare = own.Tracker.Start("what if", "bare");
        bare.Complete();
        var run = WhatIfStore.AddSums(own.Tracker);
        var version = own.Tracker.FindVersion("sums/1");
        File.WriteAllText(System.IO.Path.Combine(own.Tracker.FetchModel(version), "model.json"), "{");

        Assert.Contains("No model to ask", await PageAsync(own, $"/runs/{bare.Id}/what-if"), StringComparison.Ordinal);
        Assert.Contains("The model cannot be loaded, and answers nothing: ", await PageAsync(own, "/models/sums/1/what-if"), StringComparison.Ordinal);
        Assert.Contains("The model cannot be loaded, and answers nothing: ", await PageAsync(own, $"/runs/{run}/what-if"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_gets_the_part_of_the_page_that_tells_the_answer()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddSums(own.Tracker);
        using var client = new HttpClient { BaseAddress = own.Url };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        using var good = new StringContent("""{"a": "5", "b": "2"}""", System.Text.Encoding.UTF8, "application/json");
        using var bad = new StringContent("""{"a": "much", "b": "2"}""", System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(Address.Of("/models/sums/1/what-if"), good, Test.Stop);
        using var refused = await client.PostAsync(Address.Of("/models/sums/1/what-if"), bad, Test.Stop);

        var part = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Test.Stop));
        Assert.StartsWith("<div data-what-if-answer data-problems=\"{}\">", part, StringComparison.Ordinal);
        Assert.Matches("y: [0-9.]+ → 14; mostly by a\\.", part);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Contains("found 'much', expected a number such as 0.25", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Test.Stop)).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_rows_are_starts_as_they_stood_in_the_table()
    {
        await using var own = await WritableServer.StartAsync();
        var kinds = WhatIfStore.Kinds().With(Column.Of("b", [.. Enumerable.Range(0, 60).Select(row => row == 4 ? double.NaN : 1)]));
        var model = new KNearestRegressor().Fit(kinds.Select("number", "y"), "y");
        WhatIfStore.Add(own.Tracker, "kept", new MeanRegressor().Fit(kinds, "y"), kinds, kept: kinds.Slice(0, 6));
        var sample = own.Tracker.ReadShap(own.Tracker.FindVersion("kept/1").RunId!)!; // just logged

        var start = WhatIfSample.Of(new MeanRegressor().Fit(kinds, "y").Input, sample);

        Assert.Equal([1, 2, 3, 4, 5, 6], start!.Rows.Select(row => row.Number).Order());
        var row = start.Rows.First(one => one.Number == 5).Row;
        Assert.Equal(
            [("number", "1"), ("whole", "4"), ("truth", "false"), ("colour", "red"), ("when", "2024-01-05T08:00:00"), ("words", "a stone"), ("b", null)],
            row.Texts.Select(pair => (pair.Key, pair.Value)));
        var html = await PageAsync(own, "/models/kept/1/what-if?from=5&c.whole=2");
        Assert.Contains("row 5 of those that the run kept", html, StringComparison.Ordinal);
        Assert.Matches("<option value=\"5\" selected>row 5: ", html);
        Assert.Contains("changed from 4</span>", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"from\" value=\"5\"", html, StringComparison.Ordinal);
        Assert.Null(WhatIfSample.Of(model.Input, sample with { Columns = [sample.Columns[1]], Outputs = [] }));
    }

    [Fact]
    public async Task A_row_that_was_not_kept_and_a_damaged_file_lead_to_typical_values()
    {
        await using var own = await WritableServer.StartAsync();
        var run = WhatIfStore.AddLoans(own.Tracker, keepsRows: true);
        Assert.Contains("typical values of the table", await PageAsync(own, "/models/loans/1/what-if?from=9999"), StringComparison.Ordinal);
        var file = Directory.GetFiles(System.IO.Path.GetDirectoryName(own.Tracker.FetchModel(own.Tracker.FindVersion("loans/1")))!, RunArtifacts.Shap).Single();
        File.WriteAllText(file, "{\"rows\": 1e999}");

        var html = await PageAsync(own, $"/runs/{run}/what-if?from=1&flip=1");

        Assert.Contains("typical values of the table", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Start from", html, StringComparison.Ordinal);
        Assert.DoesNotContain("turns the decision</button>", html, StringComparison.Ordinal);
        Assert.Matches($"<p class=\"notice\" role=\"status\">[^<]*{RunArtifacts.Shap}", html);
    }

    [Fact]
    public async Task Without_a_profile_the_start_is_a_kept_row_or_made_up_and_a_damaged_one_is_told()
    {
        await using var own = await WritableServer.StartAsync();
        var table = WhatIfStore.Sums();
        var model = new LinearRegression().Fit(table, "y");
        WhatIfStore.Add(own.Tracker, "bare", model);
        WhatIfStore.Add(own.Tracker, "kept", model, kept: table);
        WhatIfStore.AddSums(own.Tracker);
        var folder = System.IO.Path.GetDirectoryName(own.Tracker.FetchModel(own.Tracker.FindVersion("sums/1")))!; // a model lies in a folder
        File.WriteAllText(System.IO.Path.Combine(folder, RunArtifacts.Profile), "{");

        var (bare, kept, damaged) = (await PageAsync(own, "/models/bare/1/what-if"), await PageAsync(own, "/models/kept/1/what-if"), await PageAsync(own, "/models/sums/1/what-if"));

        Assert.Contains("which is made up, for what the model learned from is not known.", bare, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"notice\"", bare, StringComparison.Ordinal);
        Assert.Matches("which is row [1-4] of those that the run kept\\.", kept);
        Assert.DoesNotContain("typical values", kept, StringComparison.Ordinal);
        Assert.Contains("which is made up, for what the model learned from is not known.", damaged, StringComparison.Ordinal);
        Assert.Matches($"<p class=\"notice\" role=\"status\">[^<]*{RunArtifacts.Profile}", damaged);
    }

    [Fact]
    public async Task A_column_of_the_address_that_the_model_does_not_have_is_told()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker);

        var html = await PageAsync(own, "/models/loans/1/what-if?c.credit_histori=3&c.AFAM=no");

        Assert.Contains("The model has no column 'credit_histori'; what the address says of it is not used. Did you mean 'credit_history'?</p>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("no column 'AFAM'", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_too_far_away_is_told_and_no_infinite_answer_is_shown()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddSums(own.Tracker);

        var html = await PageAsync(own, "/models/sums/1/what-if?c.a=1e308");

        Assert.Contains(
            "The model does not take this row: the model's answer to it is not a finite number, for a value is too far from what the model learned from.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_set_of_classes_is_told_in_words()
    {
        await using var own = await WritableServer.StartAsync();
        var table = DemoStore.Mortgages().Select("payment_to_income", "credit_history", "deny");
        var model = new ConformalClassifier { Base = new LogisticRegression(), Coverage = 0.95, Share = 0.3 }.Fit(table, "deny");
        WhatIfStore.Add(own.Tracker, "sets", model, table);

        var html = await PageAsync(own, "/models/sets/1/what-if?c.payment_to_income=0.5");

        Assert.Matches("One of: <strong>(no|yes|no, yes)</strong>; such sets hold the truth in about 95\\.0\u202F% of new rows\\.\\s*<span class=\"note\"> At the start one of: (no|yes|no, yes)\\.", html);
        Assert.DoesNotContain("set_size", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_nobody_changed_is_not_said_to_move_the_answer_by_itself()
    {
        // y is 10 where a and b agree. b is mostly 0, so that where it is 1 a change of a moves b's part most.
        var places = Enumerable.Range(0, 200).ToArray();
        var table = Table.Create(
            Column.Of("a", [.. places.Select(place => (double)(place % 2))]),
            Column.Of("b", [.. places.Select(place => place >= 180 ? 1.0 : 0)]),
            Column.Of("y", [.. places.Select(place => place % 2 == (place >= 180 ? 1 : 0) ? 10.0 : 0)]));
        var model = new DecisionTreeRegressor().Fit(table, "y");

        Assert.EndsWith("; mostly through b, with which a acts together.", new WhatIfChange(Ask(0, 1), Ask(1, 1), ["a"]).Words("y"), StringComparison.Ordinal);
        Assert.EndsWith("; mostly by a.", new WhatIfChange(Ask(0, 0), Ask(1, 0), ["a"]).Words("y"), StringComparison.Ordinal);

        WhatIfAnswer Ask(double a, double b) => WhatIfAnswer.Of(model, Table.Create(Column.Of("a", [a]), Column.Of("b", [b])), new(() => null), Test.Stop);
    }

    [Fact]
    public async Task A_model_without_an_exact_method_is_explained_by_kept_rows()
    {
        await using var own = await WritableServer.StartAsync();
        var table = DemoStore.Mortgages().Select("payment_to_income", "credit_history", "deny");
        WhatIfStore.Add(own.Tracker, "nearest", new KNearestClassifier().Fit(table, "deny"), table, kept: table.Slice(0, 40));

        var html = await PageAsync(own, "/models/nearest/1/what-if?c.payment_to_income=0.58&c.credit_history=6");

        Assert.Contains("<h3>Why: probability of yes</h3>", html, StringComparison.Ordinal);
        Assert.Contains("SHAP values by KernelSHAP, all coalitions", html, StringComparison.Ordinal);
        Assert.Contains("Moved towards 'yes' by ", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nearest_changes_that_turn_the_decision_lead_to_a_row_that_is_decided_otherwise()
    {
        await using var own = await WritableServer.StartAsync();
        WhatIfStore.AddLoans(own.Tracker, keepsRows: true);

        var html = await own.GetAsync("/models/loans/1/what-if?c.payment_to_income=0.5&c.credit_history=6&c.afam=no&flip=1");

        Assert.Contains("The nearest changes found that make it <strong>no</strong>", html, StringComparison.Ordinal);
        var link = Change.Match(html);
        Assert.True(link.Success, html);
        var turned = await PageAsync(own, WebUtility.HtmlDecode(link.Groups["url"].Value));
        Assert.Matches("<tr class=\"current\">\\s*<th scope=\"row\">no\\s*<span class=\"badge\">answer</span>", turned);
    }

    [Fact]
    public void Only_a_model_of_two_classes_has_one_other_decision()
    {
        var table = WhatIfStore.Kinds().Select("number", "y");

        var flip = WhatIfFlip.Of(new LinearRegression().Fit(table, "y"), table.Slice(0, 1), table);

        Assert.Equal("Only a model of two classes has one other decision to turn to; for others use: cambium counterfactual MODEL DATA --class NAME", flip.Problem);
    }

    static async Task<string> PageAsync(WritableServer own, string address) => WebUtility.HtmlDecode(await own.GetAsync(address));

    [GeneratedRegex("probability of yes: (?<before>[0-9.]+) → (?<now>[0-9.]+); mostly by (payment_to_income|credit_history)\\. ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    static partial Regex Said { get; }

    [GeneratedRegex("<span class=\"changed\" data-changed>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    static partial Regex Shown { get; }

    [GeneratedRegex("<a href=\"(?<url>[^\"]+/what-if\\?[^\"]*c\\.[^\"]+)\">", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    static partial Regex Change { get; }

    [GeneratedRegex("data-field=\"(?<name>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    static partial Regex Names { get; }
}
