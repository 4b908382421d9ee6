namespace Cambium.Data;

/// <summary>What the values of a column are.</summary>
public enum ColumnType
{
    /// <summary>64-bit floating point; held in a <see cref="Column{T}"/> of <see cref="double"/>. A missing value reads as NaN.</summary>
    Float64,

    /// <summary>64-bit whole number; held in a <see cref="Column{T}"/> of <see cref="long"/>. A missing value reads as 0.</summary>
    Int64,

    /// <summary>True or false; held in a <see cref="Column{T}"/> of <see cref="bool"/>. A missing value reads as false.</summary>
    Boolean,

    /// <summary>
    /// A moment; held in a <see cref="Column{T}"/> of <see cref="System.DateTime"/>. A missing value reads as the default.
    /// </summary>
    DateTime,

    /// <summary>One of a fixed list of levels; held in a <see cref="CategoryColumn"/>.</summary>
    Category,

    /// <summary>Free text; held in a <see cref="TextColumn"/>.</summary>
    String,

    /// <summary>A vector of mostly zeros, as wide in every row; held in a <see cref="SparseColumn"/>.</summary>
    Sparse,
}
