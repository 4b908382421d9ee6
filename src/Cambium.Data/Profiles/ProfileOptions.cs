namespace Cambium.Data;

/// <summary>What a profile looks at.</summary>
public sealed record ProfileOptions
{
    /// <summary>
    /// Whether to look beyond single columns: equal rows, values that are missing together, and how columns go together. Default false. Costs about as much time
    /// again, and up to 100 MiB of memory.
    /// </summary>
    public bool Relations { get; init; }

    /// <summary>Most threads to use; 0 means one per processor. Default 0. The result does not depend on it.</summary>
    public int MaxThreads { get; init; }
}
