namespace Cambium.Serving;

/// <summary>How large a scoring request may be; a larger one is refused before memory is taken for it.</summary>
public static class RequestLimits
{
    /// <summary>The longest body in bytes: 64 MiB.</summary>
    public const int MaxBodyBytes = 64 << 20;

    /// <summary>The most cells (rows times inputs): 4 million, some 32 MB as numbers.</summary>
    public const int MaxCells = 4_000_000;

    /// <summary>The most rows that are explained at a time.</summary>
    public const int MaxExplainedRows = 1_000;

    /// <summary>The deepest nesting of a JSON body.</summary>
    public const int MaxDepth = 16;
}
