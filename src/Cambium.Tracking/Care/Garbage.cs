namespace Cambium.Tracking;

/// <summary>What can be removed from a store for good, as <see cref="GarbageSearch"/> found it; nothing of it is removed yet.</summary>
sealed record Garbage
{
    /// <summary>Runs that a rule of their experiment calls too old: to be marked deleted, which can be taken back.</summary>
    internal IReadOnlyList<GarbageItem> Expired { get; init; } = [];

    /// <summary>Runs that are marked deleted.</summary>
    internal IReadOnlyList<GarbageItem> Runs { get; init; } = [];

    /// <summary>Logged models that are marked deleted, or whose experiment is.</summary>
    internal IReadOnlyList<GarbageItem> Models { get; init; } = [];

    /// <summary>Experiments that are marked deleted and hold nothing that must stay.</summary>
    internal IReadOnlyList<GarbageItem> Experiments { get; init; } = [];

    /// <summary>Folders of runs, models and experiments that are not in the database.</summary>
    internal IReadOnlyList<GarbageFiles> Orphans { get; init; } = [];

    /// <summary>What writers that were killed have left.</summary>
    internal IReadOnlyList<StoredFile> Unfinished { get; init; } = [];

    /// <summary>What must stay though it is marked deleted or too old, and why.</summary>
    internal IReadOnlyList<GarbageKept> Kept { get; init; } = [];

    /// <summary>What a person should know: a rule that cannot be read, files that lie elsewhere.</summary>
    internal IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Metrics, parameters and tags of the runs and models.</summary>
    internal GarbageRecords Records { get; init; }

    /// <summary>Whether there is nothing to do.</summary>
    internal bool IsEmpty => Expired.Count + Runs.Count + Models.Count + Experiments.Count + Orphans.Count + Unfinished.Count == 0;
}
