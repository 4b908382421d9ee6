namespace Cambium.Learn;

/// <summary>How a column or a split may give the answer away.</summary>
public enum LeakageKind
{
    /// <summary>The column is the target under another name or in another unit.</summary>
    Copy,

    /// <summary>The target is a sum of multiples of a few columns, without a rest.</summary>
    Computed,

    /// <summary>The column alone tells the target too well.</summary>
    TellsTarget,

    /// <summary>The column holds moments after the one at which the answer is asked for.</summary>
    AfterEvent,

    /// <summary>The column has another value in nearly every row, so that it can only be learned by heart.</summary>
    Identifier,

    /// <summary>Rows to judge by belong to an entity that rows to learn from belong to as well.</summary>
    EntityInBoth,

    /// <summary>Rows to judge by equal rows to learn from, or nearly so.</summary>
    RowInBoth,

    /// <summary>Rows to judge by are older than rows to learn from.</summary>
    Older,
}
