using System.Text.Json;
using System.Text.Json.Serialization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// All that is to be told of a model on rows that it was not fitted on: what it is for, the data, how good it is, where it fails, what drives it, single cases, groups of people, limits, how it
/// was made; each in plain words first, with the figures behind. Serialises as JSON; <see cref="ModelCard"/> makes a card of it.
/// </summary>
/// <remarks>
/// Time: that of an evaluation with intervals, of p + 1 predictions of the sampled rows for each of 5 shuffles, and of SHAP values of a few rows. The same model, rows and settings give the same
/// report at any thread count. The sections are those of M. Mitchell et al., "Model Cards for Model Reporting", 2019.
/// </remarks>
public sealed record ModelReport
{
    /// <summary>How people call the model.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of its recipe, steps and learner joined by " > ".</summary>
    public required string Kind { get; init; }

    /// <summary>The column that it predicts.</summary>
    public required string Target { get; init; }

    /// <summary>What it is for, as its makers wrote it; empty where nobody did.</summary>
    public required string Purpose { get; init; }

    /// <summary>What it does, in a few sentences.</summary>
    public required EquatableArray<string> Summary { get; init; }

    /// <summary>The columns that it asks for.</summary>
    public required Schema Input { get; init; }

    /// <summary>The judged rows.</summary>
    public required Profile Data { get; init; }

    /// <summary>How good it is, in sentences.</summary>
    public required EquatableArray<string> QualityWords { get; init; }

    /// <summary>How good it is, in figures with intervals.</summary>
    public required Report Quality { get; init; }

    /// <summary>Where it fails, in sentences.</summary>
    public required EquatableArray<string> FailureWords { get; init; }

    /// <summary>The slices of rows on which it does worst; null where there are too few rows to slice, or no column to slice by.</summary>
    public required WeakSpotReport? WeakSpots { get; init; }

    /// <summary>What its answers rest on, in sentences.</summary>
    public required EquatableArray<string> DriverWords { get; init; }

    /// <summary>What its quality rests on, column by column; null where the rows do not define the score that tells.</summary>
    public required Explanation? Drivers { get; init; }

    /// <summary>Single rows explained.</summary>
    public required EquatableArray<ReportedCase> Cases { get; init; }

    /// <summary>What the amounts of cases add up to: "probability of yes (interventional TreeSHAP)".</summary>
    public required string CaseScale { get; init; }

    /// <summary>How a classifier's decisions differ between groups; empty where none were asked for.</summary>
    public required EquatableArray<GroupComparison> Groups { get; init; }

    /// <summary>How a regressor's errors differ between groups; empty where none were asked for.</summary>
    public required EquatableArray<GroupErrorComparison> GroupErrors { get; init; }

    /// <summary>What the comparisons of groups say in words, with what makes them uncertain.</summary>
    [JsonIgnore]
    public EquatableArray<string> GroupWords =>
    [
        .. Groups.SelectMany(group => group.Findings.Select(finding => $"By {group.By}: {finding.Sentence}").Concat(group.Warnings)),
        .. GroupErrors.SelectMany(group => group.Findings.Select(finding => $"By {group.By}: {finding.Sentence}").Concat(group.Warnings)),
    ];

    /// <summary>What must be borne in mind, in sentences.</summary>
    public required EquatableArray<string> Limits { get; init; }

    /// <summary>The settings it was made with, by name.</summary>
    public required EquatableArray<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>Where it comes from, as names and texts.</summary>
    public required EquatableArray<KeyValuePair<string, string>> Origin { get; init; }

    /// <summary>Reports on a model of classes or numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows that it was not fitted on, with the target.</param>
    /// <param name="options">Name, purpose, origin, groups, seed, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, or the model has no target.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public static ModelReport Of(Model model, Table rows, ModelReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        options.CancellationToken.ThrowIfCancellationRequested();
        return new ReportWriter(model, rows, options).Write();
    }

    /// <inheritdoc cref="Of(Model, Table, ModelReportOptions)"/>
    public static ModelReport Of(Model model, Table rows) => Of(model, rows, new ModelReportOptions());

    /// <summary>The report as JSON; <see cref="FromJson"/> reads it back equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ModelJson.Options);

    /// <summary>Reads a report that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is no report.</exception>
    public static ModelReport FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<ModelReport>(json, ModelJson.Options) ?? throw new JsonException("The text is null, expected a model report.");
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException)
        {
            throw new JsonException($"The model report cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The report in words, section by section; sections without a sentence are left out.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Heading, EquatableArray<string> Sentences)> Sections
    {
        get
        {
            (string Heading, EquatableArray<string> Sentences)[] all =
            [
                ("What it does", Summary.Take(1).ToEquatableArray()), ("What it is for", Purpose.Length > 0 ? [Purpose] : []), ("How good it is", QualityWords), ("Where it fails", FailureWords),
                ("What drives it", DriverWords), ("Single cases", Cases.Select(told => told.Sentence).ToEquatableArray()), ("Groups", GroupWords), ("Limits", Limits),
            ];
            return [.. all.Where(section => section.Sentences.Count > 0)];
        }
    }

    /// <summary>The report in words.</summary>
    public override string ToString() => string.Join("\n", Sections.Select(section => $"{section.Heading}\n{string.Concat(section.Sentences.Select(line => $"  {line}\n"))}"));
}
