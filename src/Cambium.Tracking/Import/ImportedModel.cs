namespace Cambium.Tracking;

/// <summary>A logged model of MLflow's.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsDeleted">Whether it is marked deleted.</param>
sealed record ImportedModel(LoggedModelRecord Model, bool IsDeleted);
