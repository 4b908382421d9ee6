namespace Cambium.Serving;

/// <summary>The datatype of a tensor in the Open Inference Protocol. Its name on the wire is its own in capitals: INT64.</summary>
public enum TensorType
{
    /// <summary>True or false; 1 and 0 are taken too.</summary>
    Bool,

    /// <summary>Whole number from 0 to 2⁸ − 1.</summary>
    UInt8,

    /// <summary>Whole number from 0 to 2¹⁶ − 1.</summary>
    UInt16,

    /// <summary>Whole number from 0 to 2³² − 1.</summary>
    UInt32,

    /// <summary>Whole number from 0; here only to 2⁶³ − 1, the most that a table holds.</summary>
    UInt64,

    /// <summary>Whole number from −2⁷ to 2⁷ − 1.</summary>
    Int8,

    /// <summary>Whole number from −2¹⁵ to 2¹⁵ − 1.</summary>
    Int16,

    /// <summary>Whole number from −2³¹ to 2³¹ − 1.</summary>
    Int32,

    /// <summary>Whole number from −2⁶³ to 2⁶³ − 1.</summary>
    Int64,

    /// <summary>Single-precision number, finite.</summary>
    Fp32,

    /// <summary>Double-precision number, finite.</summary>
    Fp64,

    /// <summary>Text.</summary>
    Bytes,
}
