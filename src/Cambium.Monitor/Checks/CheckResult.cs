using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What became of one check.</summary>
/// <param name="Name">The check's name.</param>
/// <param name="Severity">What it means where it does not hold.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Columns">The columns that it looks at; empty where it looks at rows as such.</param>
/// <param name="Expected">What was expected, for people.</param>
/// <param name="Found">What was found, or why it could not be run, for people.</param>
public sealed record CheckResult(string Name, CheckSeverity Severity, CheckOutcome Outcome, EquatableArray<string> Columns, string Expected, string Found)
{
    /// <summary>The number of rows that were looked at; of a check of rows those to which it applies.</summary>
    public long Checked { get; init; }

    /// <summary>The number of rows that break it; 0 of a check that looks at all rows together.</summary>
    public long Failing { get; init; }

    /// <summary>The share of the rows looked at that break it.</summary>
    public double Share => Checked == 0 ? 0 : (double)Failing / Checked;

    /// <summary>Rows that break it, by number: the first ones, and a sample of the others.</summary>
    public EquatableArray<FailingRow> Evidence { get; init; } = [];

    /// <summary>Whether the data must not be used for its sake: of <see cref="CheckSeverity.Fail"/>, and not passed.</summary>
    [JsonIgnore]
    public bool Stops => Severity == CheckSeverity.Fail && Outcome != CheckOutcome.Passed;
}
