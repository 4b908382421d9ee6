using System.Data.Common;

namespace Cambium.Data;

/// <summary>What a column is declared as, where a database keeps truths as numbers or moments as texts, as SQLite does.</summary>
/// <param name="Kind">What its values are meant to be; None where nothing is known.</param>
/// <param name="IsUtc">Whether moments are declared with a time zone.</param>
readonly record struct SqlHint(SqlKind Kind, bool IsUtc)
{
    internal static SqlHint Of(DbDataReader reader, int column)
    {
        var declared = reader.GetDataTypeName(column).ToUpperInvariant();
        var isUtc = declared is "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" or "DATETIMEOFFSET";
        if (isUtc || declared is "DATE" or "DATETIME" or "TIMESTAMP" or "TIMESTAMP WITHOUT TIME ZONE")
        {
            return new SqlHint(SqlKind.Moment, isUtc);
        }

        return declared is "BOOL" or "BOOLEAN" ? new SqlHint(SqlKind.Truth, false) : new SqlHint(KindOf(reader.GetFieldType(column)), false);
    }

    /// <summary>What a type of the runtime is in a table.</summary>
    internal static SqlKind KindOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Int64 => SqlKind.Whole,
        TypeCode.UInt64 or TypeCode.Single or TypeCode.Double or TypeCode.Decimal => SqlKind.Number,
        TypeCode.Boolean => SqlKind.Truth,
        TypeCode.DateTime => SqlKind.Moment,
        TypeCode.String or TypeCode.Char => SqlKind.Text,
        _ when type == typeof(DateOnly) || type == typeof(DateTimeOffset) => SqlKind.Moment,
        _ when type == typeof(TimeOnly) || type == typeof(TimeSpan) => SqlKind.Number,
        _ when type == typeof(Guid) => SqlKind.Text,
        _ => SqlKind.None,
    };
}
