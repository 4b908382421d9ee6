namespace Cambium.Learn;

/// <summary>The sizes of a mixture's arrays.</summary>
/// <param name="Components">k.</param>
/// <param name="Features">p.</param>
/// <param name="Covariance">What the components may look like.</param>
readonly record struct MixtureShape(int Components, int Features, CovarianceShape Covariance)
{
    /// <summary>Whether products of different columns count.</summary>
    internal bool HasProducts => Covariance is CovarianceShape.Full or CovarianceShape.Tied;

    /// <summary>Numbers that one component's second moments take: p × p, or p.</summary>
    internal int MomentCount => HasProducts ? Features * Features : Features;

    /// <summary>Numbers of all covariances: k × p × p, p × p, k × p or k.</summary>
    internal long CovarianceCount => Covariance switch
    {
        CovarianceShape.Full => (long)Components * Features * Features,
        CovarianceShape.Tied => (long)Features * Features,
        CovarianceShape.Diagonal => (long)Components * Features,
        _ => Components,
    };

    /// <summary>The free numbers of the model.</summary>
    internal long ParameterCount => Components - 1 + ((long)Components * Features) + Covariance switch
    {
        CovarianceShape.Full => (long)Components * Features * (Features + 1) / 2,
        CovarianceShape.Tied => (long)Features * (Features + 1) / 2,
        CovarianceShape.Diagonal => (long)Components * Features,
        _ => Components,
    };
}
