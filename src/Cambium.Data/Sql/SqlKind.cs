namespace Cambium.Data;

/// <summary>What the values of a column of a query have been so far.</summary>
enum SqlKind
{
    None,
    Whole,
    Number,
    Truth,
    Moment,
    Text,
}
