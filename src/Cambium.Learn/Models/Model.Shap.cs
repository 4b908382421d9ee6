using Cambium.Data;

namespace Cambium.Learn;

public abstract partial class Model
{
    readonly Lazy<ShapForm?> _shap; // made when first asked for

    /// <summary>Tells how much each column moved the answer to each row, exactly: SHAP values, for models of trees and linear ones, means of such models, also behind a pipeline's steps.</summary>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="options">Background, margin or answer, threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, the model is of a kind that has no exact method, or what is asked needs a background.</exception>
    /// <exception cref="TableException">The rows or the background do not fit the model.</exception>
    public ShapValues Shap(Table rows, ShapOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        options.CancellationToken.ThrowIfCancellationRequested();
        ShapRefusal.ThrowIfEmpty(options.Background);
        return ShapOf(rows, options);
    }

    /// <inheritdoc cref="Shap(Table, ShapOptions)"/>
    public ShapValues Shap(Table rows) => Shap(rows, new ShapOptions());

    /// <summary>Tells how much of each column's SHAP value it owes to each other column, exactly, for models of trees, also behind a pipeline's steps: path-dependent, without a background.</summary>
    /// <param name="rows">Rows with the model's columns; the target is not needed.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">A column is not there, the model is not made of trees, or a background is given.</exception>
    /// <exception cref="TableException">The rows do not fit the model.</exception>
    public ShapInteractions ShapInteractions(Table rows, ShapOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        options.CancellationToken.ThrowIfCancellationRequested();
        return ShapInteractionsOf(rows, options);
    }

    /// <inheritdoc cref="ShapInteractions(Table, ShapOptions)"/>
    public ShapInteractions ShapInteractions(Table rows) => ShapInteractions(rows, new ShapOptions());

    /// <summary>Whether there is an exact method for the answers of this kind of model, against a background.</summary>
    internal bool HasShap => ShapInside is { HasAnswers: true };

    /// <summary>The model at the end of a pipeline, else this one, as exact methods see it; null where there is none for its kind, or for a part of it.</summary>
    internal virtual ShapForm? ShapInside => _shap.Value is { IsExact: true } form ? form : null;

    /// <summary>Whether what exact methods explain are margins, of which a link makes the answers.</summary>
    internal virtual bool HasShapMargins => _shap.Value is { HasMargins: true };

    /// <summary>Whether the margins are sums of the columns, each times a weight.</summary>
    internal bool AddsUpColumns => _shap.Value is LinearShapForm;

    /// <summary>The interaction values in the columns of <see cref="Input"/>.</summary>
    internal virtual ShapInteractions ShapInteractionsOf(Table rows, ShapOptions options) => (_shap.Value ?? throw ShapRefusal.NoExactMethod(this)).Interactions(rows, options);

    /// <summary>The values in the columns of <see cref="Input"/>.</summary>
    internal virtual ShapValues ShapOf(Table rows, ShapOptions options) => (_shap.Value ?? throw ShapRefusal.NoExactMethod(this)).Values(rows, options);

    /// <summary>The model as exact methods see it, or null where there is none for its kind.</summary>
    private protected virtual ShapForm? MakeShapForm() => null;
}
