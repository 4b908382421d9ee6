using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A search and the refit of what it found, as one classifier, so that it can be cross-validated.</summary>
sealed record SearchedClassifier : Classifier
{
    internal required SearchSpace Space { get; init; }

    internal required SearchOptions Options { get; init; }

    internal required Action<SearchReport> Found { get; init; }

    /// <inheritdoc/>
    public override ClassifierModel Fit(Table train, string target, FitOptions options = default) => (ClassifierModel)Search.Fit(Space, Options, Found, train, target, options);
}
