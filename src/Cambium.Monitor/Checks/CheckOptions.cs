using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Monitor;

/// <summary>What checks are run with, beside the rows.</summary>
public sealed record CheckOptions
{
    /// <summary>The clock that freshness is told by. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// The rows that distributions are compared with and keys are looked up in, where a check names no other: a file's, or a table's by <see cref="TableScan.Of"/>. They are gone
    /// through once, when a run begins. Default none.
    /// </summary>
    public TableScan? Reference { get; init; }

    /// <summary>Further references, which checks of keys name. Default none.</summary>
    public IReadOnlyDictionary<string, TableScan> References { get; init; } = new Dictionary<string, TableScan>();

    /// <summary>
    /// How many failing rows a result shows at most: the first half of them are the first, the others a sample that is the same each time. Default 10. Range [0, 10000]; 0 keeps
    /// values out of reports.
    /// </summary>
    public int EvidenceRows { get; init => field = Check.InRange(value, 0, 10_000); } = 10;

    /// <summary>Most threads to use; 0 means one per processor. Results do not depend on it. Default 0.</summary>
    public int MaxThreads { get; init => field = Check.AtLeast(value, 0); }
}
