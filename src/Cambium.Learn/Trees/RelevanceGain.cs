namespace Cambium.Learn;

/// <summary>What a row of some relevance is worth near the top of an answer.</summary>
public enum RelevanceGain
{
    /// <summary>2ʳ − 1: a grade more is worth about twice as much. Relevance lies from 0 to 30.</summary>
    Exponential,

    /// <summary>r less the least of the query: for relevance measured as a number, of any size and sign.</summary>
    Linear,
}
