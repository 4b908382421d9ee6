using Cambium.Data;

namespace Cambium.Learn;

/// <summary>The nearest changes of one row that turn a model's decision.</summary>
/// <remarks>
/// <para>
/// Values of the background are tried column by column, the most promising partial changes are followed up (beam search), and of each change that turns the decision, columns are put back and numbers are
/// moved towards what they were as far as the decision stays turned. It need not be the nearest change of all. Time: the model is asked about beam × columns × candidates rows for each number of changes.
/// </para>
/// <para>
/// Source: S. Wachter, B. Mittelstadt, C. Russell, "Counterfactual Explanations without Opening the Black Box", 2018 (distance in median absolute deviations); R. K. Mothilal, A. Sharma, C. Tan,
/// "Explaining Machine Learning Classifiers through Diverse Counterfactual Explanations", 2020 (several, of different columns).
/// </para>
/// </remarks>
public sealed record Counterfactuals
{
    /// <summary>What is to be reached: "yes", "price at least 100".</summary>
    public required string Wanted { get; init; }

    /// <summary>The probability of the wanted class before, or the number that is answered.</summary>
    public required double Before { get; init; }

    /// <summary>Whether the row is what is wanted without any change.</summary>
    public required bool HoldsAlready { get; init; }

    /// <summary>The changes, the nearest first; empty where none was found, which is no proof that there is none.</summary>
    public required EquatableArray<Counterfactual> Items { get; init; }

    /// <summary>How many changed rows the model was asked about.</summary>
    public required int Asked { get; init; }

    /// <summary>The columns that could be changed.</summary>
    public required EquatableArray<string> Changeable { get; init; }

    /// <summary>Most columns that were changed at a time.</summary>
    public required int MaxChanges { get; init; }

    /// <summary>Looks for changes of a row.</summary>
    /// <param name="model">A classifier, a regressor or an outlier detector.</param>
    /// <param name="row">A table of one row with the model's columns.</param>
    /// <param name="background">Rows of the training table, which tell what values there are and how far they spread.</param>
    /// <param name="options">What is wanted and what may change.</param>
    /// <exception cref="ArgumentException">There is not one row, the options name columns that the model does not read or that are no numbers, contradict each other, or ask for what the model does not answer.</exception>
    /// <exception cref="TableException">The row or the background do not fit the model.</exception>
    public static Counterfactuals Of(Model model, Table row, Table background, CounterfactualOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var wanted = WantedAnswer.Of(model, options, row);
        var explained = OneRow.Of(wanted.Answer, row);
        var columns = ChangeableColumn.Each(explained, wanted.Answer.ReadBackground(background), wanted.Answer, options);
        var search = new CounterfactualSearch(wanted, explained, columns, options);
        var (before, holds) = search.Start();
        return new Counterfactuals
        {
            Wanted = wanted.Name,
            Before = before,
            HoldsAlready = holds,
            Items = holds ? [] : search.Run(),
            Asked = search.Asked,
            Changeable = columns.Select(column => column.Name).ToEquatableArray(),
            MaxChanges = options.MaxChanges,
        };
    }

    /// <summary>The changes, a line each, or that none was found and within what.</summary>
    public override string ToString()
    {
        if (HoldsAlready)
        {
            return $"Nothing needs to change: the row is {Wanted} already ({TextTable.Number(Before)}).\n";
        }

        if (Items.Count == 0)
        {
            return $"None found within {MaxChanges} change{(MaxChanges == 1 ? "" : "s")} of {(Changeable.Count == 0 ? "no column" : string.Join(", ", Changeable))} that makes it {Wanted}, of {Asked} rows that were tried. " +
                "Allow more changes, more columns or wider ranges.\n";
        }

        return $"To be {Wanted} ({TextTable.Number(Before)} before)\n" + TextTable.Of(Items.Select(item => (string[])
        [
            string.Join(", ", item.Changes.Select(change => $"{change.Column} {change.From} → {change.To}")),
            $"distance {TextTable.Number(item.Distance)}",
            TextTable.Number(item.Answer),
        ]));
    }
}
