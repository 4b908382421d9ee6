namespace Cambium.Learn.Tests;

/// <summary>Which changes of the units and zeros that numbers are measured in and from leave the answers as they are.</summary>
enum Units
{
    /// <summary>Each column may be in another unit and from another zero.</summary>
    Any,

    /// <summary>Each column may be in another unit, but not from another zero.</summary>
    Each,

    /// <summary>All columns together may be in another unit, each from another zero.</summary>
    Common,

    /// <summary>Each column may be from another zero.</summary>
    Zero,

    /// <summary>Neither.</summary>
    Matter,
}
