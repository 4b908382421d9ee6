namespace Cambium.Tracking;

/// <summary>One thing that happened to a registered model.</summary>
sealed record RegistryEvent
{
    /// <summary>Its number; later ones are greater.</summary>
    internal required long Id { get; init; }

    /// <summary>When, in milliseconds since 1970 UTC.</summary>
    internal required long Time { get; init; }

    /// <summary>The model's name then; after a renaming the new one.</summary>
    internal required string Model { get; init; }

    internal required RegistryChange Change { get; init; }

    /// <summary>The version that it was about; of an alias the one that it points at now, or pointed at before it was deleted.</summary>
    internal int? Version { get; init; }

    /// <summary>The alias or the tag's key.</summary>
    internal string? Key { get; init; }

    /// <summary>What was there before: a version's number, a stage, a tag's value, a name, a description.</summary>
    internal string? From { get; init; }

    /// <summary>What is there now.</summary>
    internal string? To { get; init; }

    /// <summary>Who did it; empty where nobody is known.</summary>
    internal required string User { get; init; }

    /// <summary>Why; null where nobody said.</summary>
    internal string? Reason { get; init; }
}
