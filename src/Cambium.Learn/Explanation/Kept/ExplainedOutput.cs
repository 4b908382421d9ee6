using Cambium.Data;

namespace Cambium.Learn;

/// <summary>One of a model's numbers, explained for the rows of an <see cref="ExplainedSample"/>: the base value, the columns' values and <see cref="Others"/> add up to <see cref="Answers"/>.</summary>
public sealed record ExplainedOutput
{
    /// <summary>What is explained: "log-odds of yes", "price".</summary>
    public required string Name { get; init; }

    /// <summary>The class that it is of; null where the model answers with a number.</summary>
    public required string? Class { get; init; }

    /// <summary>The answer where no column is known.</summary>
    public required double BaseValue { get; init; }

    /// <summary>What the values of each row add up to, n.</summary>
    public required EquatableArray<double> Answers { get; init; }

    /// <summary>What the model says of each row: the probability of the class, or the number, n.</summary>
    public required EquatableArray<double> Predicted { get; init; }

    /// <summary>The SHAP values, n × p, row-major.</summary>
    public required EquatableArray<double> Values { get; init; }

    /// <summary>The sum of the SHAP values of the columns that are left out, one a row; 0 where none is.</summary>
    public required EquatableArray<double> Others { get; init; }

    /// <summary>The mean magnitude of each column's values over all rows that were used, p.</summary>
    public required EquatableArray<double> Magnitudes { get; init; }

    /// <summary>The sum of the mean magnitudes of the columns that are left out.</summary>
    public required double OtherMagnitude { get; init; }

    /// <summary>The place of the column that each column acts together with most, p; −1 where it acts alone.</summary>
    public required EquatableArray<int> Partners { get; init; }
}
