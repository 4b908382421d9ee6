using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A rule that holds a decision in place: where its conditions hold, the model decides as for the explained row, whatever the other columns are.</summary>
/// <remarks>
/// <para>
/// Rules grow condition by condition. Rows are made that keep the rule's conditions and take all else from the background; which rules are best is told by bounds on how often the decision stays
/// (KL-LUCB), so that few rows are spent on poor ones. Of the shortest rules that are precise enough the one that holds most often is given.
/// </para>
/// <para>Source: M. T. Ribeiro, S. Singh, C. Guestrin, "Anchors: High-Precision Model-Agnostic Explanations", 2018; E. Kaufmann, S. Kalyanakrishnan, "Information Complexity in Bandit Subset
/// Selection", 2013.</para>
/// </remarks>
public sealed record Anchor
{
    /// <summary>What the model decides for the row.</summary>
    public required string Decision { get; init; }

    /// <summary>The conditions, in the order in which they were found: "age ≤ 41", "colour = red". Empty where the decision is the same nearly everywhere.</summary>
    public required EquatableArray<string> Conditions { get; init; }

    /// <summary>The share of made rows with these conditions for which the decision is the same.</summary>
    public required double Precision { get; init; }

    /// <summary>The lower bound of the precision.</summary>
    public required double PrecisionBound { get; init; }

    /// <summary>The share of the background's rows for which the conditions hold.</summary>
    public required double Coverage { get; init; }

    /// <summary>Whether the precision that was asked for is reached, by its bound; else this is the most precise rule that was found.</summary>
    public required bool IsReached { get; init; }

    /// <summary>How many rows the model was asked about.</summary>
    public required int Asked { get; init; }

    /// <summary>Looks for the anchor of one row.</summary>
    /// <param name="model">A classifier or an outlier detector: anchors are of decisions.</param>
    /// <param name="row">A table of one row with the model's columns.</param>
    /// <param name="background">Rows of the training table, from which made rows take their values.</param>
    /// <param name="options">Precision, conditions, seed, cancellation.</param>
    /// <exception cref="ArgumentException">There is not one row, the model decides nothing, or it reads free text or vectors.</exception>
    /// <exception cref="TableException">The row or the background do not fit the model.</exception>
    public static Anchor Of(Model model, Table row, Table background, AnchorOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (model is not (ClassifierModel or OutlierDetectorModel))
        {
            throw new ArgumentException($"{model.Recipe.GetType().Name} decides nothing that a rule could hold in place; give a classifier or an outlier detector.", nameof(model));
        }

        var answer = ModelAnswer.Each(model, isMargin: false)[0];
        var explained = OneRow.Of(answer, row);
        var known = answer.ReadBackground(background);
        ColumnCondition[] conditions = [.. model.Input.Fields.Select(field => ColumnCondition.Of(explained[field.Name], known[field.Name], field))];
        var search = new AnchorSearch(model, explained, known, conditions, options);
        var (rule, isReached) = search.Run();
        return new Anchor
        {
            Decision = search.Decision,
            Conditions = rule.Conditions.Select(place => conditions[place].Text).ToEquatableArray(),
            Precision = rule.Precision,
            PrecisionBound = search.LowerBound(rule),
            Coverage = rule.Coverage,
            IsReached = isReached,
            Asked = search.Asked,
        };
    }

    /// <inheritdoc cref="Of(Model, Table, Table, AnchorOptions)"/>
    public static Anchor Of(Model model, Table row, Table background) => Of(model, row, background, new AnchorOptions());

    /// <summary>The rule in a sentence.</summary>
    public override string ToString() =>
        $"{(Conditions.Count == 0 ? "Anywhere" : $"Where {string.Join(" and ", Conditions)}")}, the decision is {Decision} for {TextTable.Number(Precision)} of rows (at least {TextTable.Number(PrecisionBound)}); " +
        $"that holds for {TextTable.Number(Coverage)} of the background.{(IsReached ? "" : " No rule was as precise as asked for; this is the most precise one found.")}\n";
}
