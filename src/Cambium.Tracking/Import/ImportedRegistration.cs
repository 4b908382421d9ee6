namespace Cambium.Tracking;

/// <summary>A registered model of MLflow's.</summary>
/// <param name="Model">The model, but for its versions.</param>
/// <param name="Versions">Its versions, the first first.</param>
sealed record ImportedRegistration(ModelRecord Model, IReadOnlyList<VersionRecord> Versions);
