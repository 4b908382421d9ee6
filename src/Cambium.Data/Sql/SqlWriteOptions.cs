using System.Data.Common;
using Cambium.Numerics;

namespace Cambium.Data;

/// <summary>How to write a table to a database.</summary>
public sealed record SqlWriteOptions
{
    /// <summary>The schema that the table is in; null, the default: the one that the database looks in first.</summary>
    public string? Schema { get; init; }

    /// <summary>What to do where the table is there already. Default <see cref="SqlExisting.Fail"/>.</summary>
    public SqlExisting Existing { get; init; }

    /// <summary>Most rows of one INSERT. Default 500. Range [1, ∞). Fewer are used where the columns are so many that 30,000 parameters would not do.</summary>
    public int InsertRows { get; init => field = Check.AtLeast(value, 1); } = 500;

    /// <summary>The transaction to write in; it is left to the caller to commit. Null, the default: one of its own, so that all rows are written or none.</summary>
    public DbTransaction? Transaction { get; init; }
}
