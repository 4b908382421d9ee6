namespace Cambium.Data;

/// <summary>A column of a Parquet file.</summary>
sealed record SchemaLeaf
{
    /// <summary>The name; of a field within structs, the names with points between.</summary>
    internal required string Name { get; init; }

    /// <summary>Its place among the chunks of a row group.</summary>
    internal required int Position { get; init; }

    internal required PhysicalType Physical { get; init; }

    /// <summary>The bytes of one value of fixed length.</summary>
    internal int FixedLength { get; init; }

    /// <summary>How many of the fields on the way to it may be missing; a value is there where the definition level is this.</summary>
    internal int MostDefinition { get; init; }

    /// <summary>How many of the fields on the way to it are lists; above 0, a row holds any number of values.</summary>
    internal int MostRepetition { get; init; }

    internal LogicalKind Logical { get; init; }

    /// <summary>What the file calls the meaning, for messages.</summary>
    internal string LogicalName { get; init; } = "";

    /// <summary>Of a decimal: how many digits stand behind the point.</summary>
    internal int Scale { get; init; }

    /// <summary>Of a decimal: how many digits there are.</summary>
    internal int Precision { get; init; }

    /// <summary>Of a whole number: whether it has a sign.</summary>
    internal bool IsSigned { get; init; } = true;

    /// <summary>Of a time or a moment: the units of a second, a thousand to a milliard.</summary>
    internal long UnitsPerSecond { get; init; }

    /// <summary>Of a moment: whether it is in UTC.</summary>
    internal bool IsUtc { get; init; }
}
