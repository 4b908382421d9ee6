using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A search and the refit of what it found, as one regressor, so that it can be cross-validated.</summary>
sealed record SearchedRegressor : Regressor
{
    internal required SearchSpace Space { get; init; }

    internal required SearchOptions Options { get; init; }

    internal required Action<SearchReport> Found { get; init; }

    /// <inheritdoc/>
    public override RegressorModel Fit(Table train, string target, FitOptions options = default) => (RegressorModel)Search.Fit(Space, Options, Found, train, target, options);
}
