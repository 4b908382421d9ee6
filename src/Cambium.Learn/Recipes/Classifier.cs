using Cambium.Data;

namespace Cambium.Learn;

/// <summary>
/// Learns to tell classes apart. The target may be a category, text, a truth or whole numbers; its distinct values are the classes.
/// </summary>
public abstract record Classifier : Recipe
{
    private protected Classifier()
    {
    }

    /// <inheritdoc/>
    public abstract override ClassifierModel Fit(Table train, string target, FitOptions options = default);
}
