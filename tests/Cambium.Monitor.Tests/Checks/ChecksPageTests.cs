using Cambium.Data;

namespace Cambium.Monitor.Tests;

/// <summary>The example in docs/checks.md does what the page says.</summary>
public sealed class ChecksPageTests
{
    [Fact]
    public void The_example_is_read_and_finds_what_is_wrong()
    {
        var checks = TableChecks.Parse(Example(), "docs/checks.md");
        var orders = Table.ParseCsv(
            "order,customer,placed,state,amount,note\n1,C0001,2026-01-01,open,5,-\n2,C0002,2026-01-02,paid,40,-\n2,C3,2019-01-02,lost,-7,-\n"u8.ToArray(), new CsvOptions(), "orders");
        var customers = Table.ParseCsv("id\nC0001\nC0002\n"u8.ToArray(), new CsvOptions(), "customers");

        var report = checks.Run(orders, new CheckOptions { Reference = TableScan.Of(orders), References = new Dictionary<string, TableScan> { ["customers"] = TableScan.Of(customers) } });

        Assert.Equal(
            ["order: unique", "customer: pattern", "placed: range", "state: one of", "amount: range", "key: customer", "rule: amount > 0 or state = 'open'", "no old orders"],
            report.Results.Where(result => result.Outcome == CheckOutcome.Failed).Select(result => result.Name));
        Assert.DoesNotContain(report.Results, result => result.Outcome == CheckOutcome.NotRun);
        Assert.Equal(23, report.Results.Count);
    }

    static string Example()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Cambium.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the tests holds Cambium.slnx.");
        }

        var page = File.ReadAllText(Path.Combine(folder, "docs", "checks.md"));
        var start = page.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
