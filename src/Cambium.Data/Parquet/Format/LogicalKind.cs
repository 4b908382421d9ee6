namespace Cambium.Data;

/// <summary>What a stored value means.</summary>
enum LogicalKind
{
    /// <summary>What its physical type says.</summary>
    None,
    Text,
    Integer,
    Decimal,
    Date,
    Time,
    Timestamp,
    Float16,
    Uuid,

    /// <summary>Something that no column of a table can hold; <see cref="SchemaLeaf.LogicalName"/> says what.</summary>
    Other,
}
