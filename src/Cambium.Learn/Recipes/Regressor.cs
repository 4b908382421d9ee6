using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Learns to predict a number. The target must hold finite numbers.</summary>
public abstract record Regressor : Recipe
{
    private protected Regressor()
    {
    }

    /// <inheritdoc/>
    public abstract override RegressorModel Fit(Table train, string target, FitOptions options = default);
}
