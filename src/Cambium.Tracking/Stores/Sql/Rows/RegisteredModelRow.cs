namespace Cambium.Tracking;

/// <summary>A row of registered_models.</summary>
sealed class RegisteredModelRow
{
    internal const string Columns = "m.id AS Id, m.name AS Name, m.description AS Description, m.created AS Created, m.updated AS Updated";

    internal long Id { get; init; }

    internal string Name { get; init; } = "";

    internal string? Description { get; init; }

    internal long Created { get; init; }

    internal long Updated { get; init; }
}
