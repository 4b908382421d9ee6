namespace Cambium.Learn;

/// <summary>How <see cref="SelectByTest"/> measures what one column tells of the target.</summary>
public enum FeatureTest
{
    /// <summary>Numbers and truths by <see cref="FTest"/>, categories by <see cref="MutualInformation"/> where there are any, which then measures all.</summary>
    Auto,

    /// <summary>The F statistic: of one-way analysis of variance for classes, of the linear regression on the column for numbers.</summary>
    FTest,

    /// <summary>χ² of counts against classes: a column of numbers of at least 0 is counts, a category or a truth a table of frequencies.</summary>
    ChiSquared,

    /// <summary>Mutual information in nats, by the three nearest neighbours where a column or the target is of numbers.</summary>
    MutualInformation,
}
