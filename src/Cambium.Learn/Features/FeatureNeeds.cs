namespace Cambium.Learn;

/// <summary>What a learner asks of its features beyond being readable.</summary>
enum FeatureNeeds
{
    /// <summary>Nothing: missing and infinite values and categories have an answer.</summary>
    Anything,

    /// <summary>As <see cref="Anything"/>; sparse columns are read too, none of whose numbers is missing or infinite.</summary>
    AnythingAndVectors,

    /// <summary>Numbers, none missing, none infinite, no categories.</summary>
    FiniteNumbers,

    /// <summary>As <see cref="FiniteNumbers"/>; sparse columns are read too.</summary>
    FiniteVectors,

    /// <summary>As <see cref="FiniteVectors"/>, none negative.</summary>
    Counts,
}
