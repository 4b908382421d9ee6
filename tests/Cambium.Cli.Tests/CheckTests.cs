using System.Xml.Linq;

namespace Cambium.Cli.Tests;

/// <summary>cambium check.</summary>
public sealed class CheckTests(Workshop workshop) : IClassFixture<Workshop>
{
    const string Orders = "order,amount,state\n1,5,open\n2,-7,paid\n2,900,\u0007lost\n";
    const string Checks = "columns:\n  order:\n    unique: true\n  amount:\n    range: {at_least: 0, severity: warn}\n    mean: [0, 1000]\n  state:\n    one_of: [open, paid]\n";

    [Fact]
    public async Task What_does_not_hold_is_shown_and_ends_with_status_1()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("checks.yaml", Checks);

        var answer = await workshop.RunAsync("check", "orders.csv", "--against", "checks.yaml");

        Assert.Equal((1, ""), (answer.Status, answer.Error));
        Assert.Contains("FAILED   order: unique  no value twice", answer.Out, StringComparison.Ordinal);
        Assert.Contains("warning  amount: range  at least 0", answer.Out, StringComparison.Ordinal);
        Assert.Contains("  order: unique: row 3: order = 2\n", answer.Out, StringComparison.Ordinal);
        Assert.EndsWith("orders.csv: 3 rows, 4 of 7 checks hold; 2 do not, 1 is a warning.\n", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("mean", answer.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_alone_do_not_fail()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("warn.yaml", "columns:\n  order:\n    unique: {is: true, severity: warn}\n");

        var answer = (await workshop.RunAsync("check", "orders.csv", "--against", "warn.yaml")).Done();

        Assert.EndsWith("orders.csv: 3 rows, 1 of 2 checks hold; 1 is a warning.\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_and_the_build_servers_report_hold_the_rows()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("checks.yaml", Checks);

        await workshop.RunAsync("check", "orders.csv", "--against", "checks.yaml", "--html", "o.html", "--junit", "o.xml");

        var suite = XDocument.Load(Path.Combine(workshop.Folder, "o.xml")).Root!.Element("testsuite")!;
        Assert.Equal(("7", "2", "0"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value, suite.Attribute("errors")!.Value));
        Assert.Equal(["order: unique", "state: one of"], suite.Elements("testcase").Where(test => test.Element("failure") is not null).Select(test => test.Attribute("name")!.Value));
        Assert.Contains("row 3: state =", suite.Elements("testcase").Last().Element("failure")!.Value, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(workshop.Folder, "o.html"));
        Assert.Contains("<h2>state: one of: FAILED</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<b>The data do not pass.</b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_values_cannot_break_out_of_a_page()
    {
        workshop.WithFile("evil.csv", "a<script>\n1\n").WithFile("evil.yaml", "columns:\n  'a<script>':\n    one_of: ['</td><script>alert(1)</script>', \"\\x01\"]\n");

        await workshop.RunAsync("check", "evil.csv", "--against", "evil.yaml", "--html", "e.html", "--junit", "e.xml");

        Assert.DoesNotContain("<script", File.ReadAllText(Path.Combine(workshop.Folder, "e.html")), StringComparison.Ordinal);
        Assert.Contains("\uFFFD", XDocument.Load(Path.Combine(workshop.Folder, "e.xml")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_one_document_and_evidence_can_be_left_out()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("checks.yaml", Checks);

        var json = (await workshop.RunAsync("check", "orders.csv", "--against", "checks.yaml", "--json", "--evidence", "0")).Json;

        Assert.False((bool)json["passed"]!);
        Assert.Equal("failed", (string)json["results"]![1]!["outcome"]!);
        Assert.Empty(json["results"]![1]!["evidence"]!.AsArray());
    }

    [Fact]
    public async Task A_sample_passes_what_is_suggested_of_it()
    {
        workshop.WithSample("mortgages.csv");

        var suggested = (await workshop.RunAsync("check", "mortgages.csv", "--suggest", "--out", "first.yaml")).Done();
        var checkedAgain = (await workshop.RunAsync("check", "mortgages.csv", "--against", "first.yaml")).Done();
        var again = await workshop.RunAsync("check", "mortgages.csv", "--suggest", "--out", "first.yaml");

        Assert.StartsWith("first.yaml: ", suggested.Out, StringComparison.Ordinal);
        Assert.EndsWith(" checks hold.\n", checkedAgain.Out, StringComparison.Ordinal);
        again.Refused(1, "cambium check: 'first.yaml' is there already, and perhaps written by hand. Name another file with --out.");
    }

    [Fact]
    public async Task Keys_and_spreads_are_looked_up_in_references()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("states.csv", "name\nopen\npaid\n")
            .WithFile("keys.yaml", "columns:\n  amount:\n    distribution: 0.25\nkeys:\n  - {columns: [state], in: states, matching: [name]}\n");

        var answer = await workshop.RunAsync("check", "orders.csv", "--against", "keys.yaml", "--reference", "orders.csv", "--reference", "states=states.csv");

        Assert.EndsWith("orders.csv: 3 rows, 2 of 3 checks hold; 1 does not.\n", answer.Out, StringComparison.Ordinal);
        Assert.Equal(1, answer.Status);
    }

    [Fact]
    public async Task Codes_that_look_like_numbers_are_texts_where_the_checks_say_so()
    {
        workshop.WithFile("codes.csv", "zip,age\n10115,30\n80331,thirty\n").WithFile("places.csv", "code\n10115\n")
            .WithFile("codes.yaml", "columns:\n  zip:\n    type: text\n    pattern: '\\d{5}'\n  age:\n    type: integer\nkeys:\n  - {columns: [zip], in: places, matching: [code]}\n");

        var answer = await workshop.RunAsync("check", "codes.csv", "--against", "codes.yaml", "--reference", "places=places.csv", "--json");
        var told = await workshop.RunAsync("check", "codes.csv", "--against", "codes.yaml", "--type", "zip=number", "--json");

        Assert.Equal(1, answer.Status);
        Assert.Equal(["it is so", "no row breaks it", "it is of type category", "1 of 2 rows (50 %) breaks it"], answer.Json["results"]!.AsArray().Select(result => (string)result!["found"]!));
        Assert.Equal("it is of type number", (string)told.Json["results"]![0]!["found"]!);
    }

    [Fact]
    public async Task A_wrong_file_of_checks_is_named_with_its_line()
    {
        workshop.WithFile("orders.csv", Orders).WithFile("wrong.yaml", "columns:\n  order:\n    uniqe: true\n");

        (await workshop.RunAsync("check", "orders.csv", "--against", "wrong.yaml")).Refused(
            1, "cambium check: wrong.yaml, line 3: Column 'order' knows no 'uniqe'. Did you mean 'unique'? The words are: type, missing, range, one_of, pattern, unique, fresh, mean, median, quantiles, distribution.");
        (await workshop.RunAsync("check", "orders.csv", "--against", "none.yaml")).Refused(
            1, "cambium check: There is no file 'none.yaml' with checks. A first one is written by: cambium check orders.csv --suggest --out none.yaml");
    }
}
