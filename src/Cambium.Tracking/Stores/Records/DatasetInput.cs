namespace Cambium.Tracking;

/// <summary>A dataset as one run read it.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Tags">What the run says of it; "mlflow.data.context" tells what for.</param>
sealed record DatasetInput(DatasetRecord Dataset, IReadOnlyList<KeyValuePair<string, string>> Tags);
