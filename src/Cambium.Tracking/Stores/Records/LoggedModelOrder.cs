namespace Cambium.Tracking;

/// <summary>One key of an order of logged models.</summary>
/// <param name="Field">An attribute, or "metrics.NAME".</param>
/// <param name="Ascending">The least first, else the greatest.</param>
/// <param name="DatasetName">Only metrics measured on this dataset; null: on any or none.</param>
/// <param name="DatasetDigest">And of this digest.</param>
sealed record LoggedModelOrder(string Field, bool Ascending, string? DatasetName, string? DatasetDigest);
