namespace Cambium.Data;

/// <summary>Chooses how a column of a file is read.</summary>
/// <param name="firstRows">The first row of each row group that is read, and behind them the number of all rows.</param>
/// <param name="budget">What the values may take.</param>
/// <param name="types">What a writer that knows our columns says that they were, by name.</param>
/// <param name="rule">When texts without a dictionary are taken as not repeating; null: as the rows that are read say.</param>
sealed class LeafColumns(int[] firstRows, MemoryBudget budget, IReadOnlyDictionary<string, ColumnType> types, NumberingRule? rule = null)
{
    const string Dates = "the years 1 to 9999";
    const string Wholes = "whole numbers of 64 bits";

    /// <summary>What reads a column.</summary>
    /// <param name="leaf">The column.</param>
    /// <param name="isHuge">Whether whole numbers without a sign are known to be beyond 63 bits.</param>
    /// <param name="place">The column's place.</param>
    internal LeafColumn Of(SchemaLeaf leaf, bool isHuge, ParquetPlace place)
    {
        if (leaf.MostRepetition > 0)
        {
            throw place.Refused("the column holds lists, which a table cannot hold. Leave it out with ParquetOptions.Columns, or write one row a value.");
        }

        return leaf.Logical switch
        {
            LogicalKind.Other => throw place.Refused(
                $"the column holds values of the type {leaf.LogicalName}, which a table cannot hold. Leave it out with ParquetOptions.Columns, or write it as numbers or text."),
            LogicalKind.Decimal => OfDecimal(leaf, place),
            LogicalKind.Float16 when leaf is { Physical: PhysicalType.FixedLengthByteArray, FixedLength: 2 } => Numbers(leaf, new RuleConversion<Half, double, NumberRule<Half, double>>(default), place),
            LogicalKind.Uuid when leaf is { Physical: PhysicalType.FixedLengthByteArray, FixedLength: 16 } => Text(leaf, place),
            LogicalKind.Float16 or LogicalKind.Uuid => throw Misplaced(leaf, place),
            _ => OfPhysical(leaf, isHuge, place),
        };
    }

    LeafColumn OfPhysical(SchemaLeaf leaf, bool isHuge, ParquetPlace place) => leaf.Physical switch
    {
        PhysicalType.Boolean => new BooleanLeaf(leaf, firstRows, budget, place),
        PhysicalType.Int32 => OfInt32(leaf, place),
        PhysicalType.Int64 => OfInt64(leaf, isHuge, place),
        PhysicalType.Int96 => Moments(leaf, new RuleConversion<Int96, DateTime, Int96.Rule>(default, Dates), place),
        PhysicalType.Float => Numbers(leaf, new RuleConversion<float, double, NumberRule<float, double>>(default), place),
        PhysicalType.Double => Numbers(leaf, new RuleConversion<double, double, SameRule<double>>(default), place),
        PhysicalType.ByteArray or PhysicalType.FixedLengthByteArray => Text(leaf, place),
        _ => throw place.Refused($"the column is stored as type {(int)leaf.Physical}, which is not known. Leave it out with ParquetOptions.Columns."),
    };

    LeafColumn OfInt32(SchemaLeaf leaf, ParquetPlace place) => leaf.Logical switch
    {
        LogicalKind.Date => Moments(leaf, new RuleConversion<int, DateTime, DateRule>(default, Dates), place),
        LogicalKind.Time => Numbers(leaf, new RuleConversion<int, double, SecondsRule<int>>(new(Units(leaf, place))), place),
        LogicalKind.Integer when !leaf.IsSigned => WholeNumbers(leaf, new RuleConversion<uint, long, NumberRule<uint, long>>(default), place),
        LogicalKind.Integer or LogicalKind.None => WholeNumbers(leaf, new RuleConversion<int, long, NumberRule<int, long>>(default), place),
        _ => throw Misplaced(leaf, place),
    };

    LeafColumn OfInt64(SchemaLeaf leaf, bool isHuge, ParquetPlace place) => leaf.Logical switch
    {
        LogicalKind.Timestamp => Moments(
            leaf, new RuleConversion<long, DateTime, MomentRule>(new(Units(leaf, place), leaf.IsUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified), Dates), place),
        LogicalKind.Time => Numbers(leaf, new RuleConversion<long, double, SecondsRule<long>>(new(Units(leaf, place))), place),
        LogicalKind.Integer when !leaf.IsSigned && isHuge => Numbers(leaf, new RuleConversion<ulong, double, NumberRule<ulong, double>>(default), place),
        LogicalKind.Integer when !leaf.IsSigned => WholeNumbers(leaf, new RuleConversion<ulong, long, NumberRule<ulong, long>>(default, Wholes), place),
        LogicalKind.Integer or LogicalKind.None => WholeNumbers(leaf, new RuleConversion<long, long, SameRule<long>>(default), place),
        _ => throw Misplaced(leaf, place),
    };

    LeafColumn OfDecimal(SchemaLeaf leaf, ParquetPlace place)
    {
        const int MostDigits = 76;
        const int LongDigits = 18;
        if (leaf.Scale is < 0 or > MostDigits || leaf.Precision is < 1 or > MostDigits)
        {
            throw place.Refused($"the column holds decimals of {leaf.Precision} digits, {leaf.Scale} of them behind the point; at most {MostDigits} are read. Leave it out with ParquetOptions.Columns.");
        }

        var isWhole = leaf.Scale == 0 && leaf.Precision <= LongDigits;
        switch (leaf.Physical)
        {
            case PhysicalType.Int32 when isWhole: return WholeNumbers(leaf, new RuleConversion<int, long, NumberRule<int, long>>(default), place);
            case PhysicalType.Int64 when isWhole: return WholeNumbers(leaf, new RuleConversion<long, long, SameRule<long>>(default), place);
            case PhysicalType.Int32: return Numbers(leaf, new RuleConversion<int, double, DecimalRule<int>>(new(leaf.Scale)), place);
            case PhysicalType.Int64: return Numbers(leaf, new RuleConversion<long, double, DecimalRule<long>>(new(leaf.Scale)), place);
            case PhysicalType.ByteArray:
            case PhysicalType.FixedLengthByteArray when leaf.FixedLength is >= 1 and <= DecimalBytes.Width:
                var width = leaf.Physical == PhysicalType.ByteArray ? DecimalBytes.Width : leaf.FixedLength;
                return isWhole ? WholeNumbers(leaf, new WholeConversion(width), place) : Numbers(leaf, new DecimalConversion(width, leaf.Scale), place);
            default: throw Misplaced(leaf, place);
        }
    }

    ValueLeaf<double> Numbers(SchemaLeaf leaf, ValueConversion<double> conversion, ParquetPlace place) => new(leaf, firstRows, budget, place, conversion, double.NaN);

    ValueLeaf<long> WholeNumbers(SchemaLeaf leaf, ValueConversion<long> conversion, ParquetPlace place) => new(leaf, firstRows, budget, place, conversion, 0);

    ValueLeaf<DateTime> Moments(SchemaLeaf leaf, ValueConversion<DateTime> conversion, ParquetPlace place) => new(leaf, firstRows, budget, place, conversion, default);

    TextLeaf Text(SchemaLeaf leaf, ParquetPlace place) =>
        leaf.Logical is LogicalKind.Text or LogicalKind.None or LogicalKind.Uuid && (leaf.Physical == PhysicalType.ByteArray || leaf.FixedLength > 0)
            ? new TextLeaf(leaf, firstRows, budget, types.TryGetValue(leaf.Name, out var type) ? type : null, rule)
            : throw Misplaced(leaf, place);

    static long Units(SchemaLeaf leaf, ParquetPlace place) =>
        leaf.UnitsPerSecond > 0 ? leaf.UnitsPerSecond : throw place.Damaged($"The column holds values of the type {leaf.LogicalName} in a unit that is not known.");

    static TableException Misplaced(SchemaLeaf leaf, ParquetPlace place) =>
        place.Damaged($"The column holds values of the type {leaf.LogicalName}, but stores them as {leaf.Physical}, which does not go together.");
}
