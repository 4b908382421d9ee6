namespace Cambium.Learn;

/// <summary>A loss of a prediction p for a target y. Implementations are structs, so that the loops over them are compiled for each.</summary>
interface ISgdLoss
{
    /// <summary>The loss.</summary>
    double Of(double p, double y);

    /// <summary>Its derivative by p.</summary>
    double Slope(double p, double y);

    /// <summary>The most that the slope grows by per unit of p, where the slope has no bound; 0 where it has one.</summary>
    double Curvature { get; }
}
