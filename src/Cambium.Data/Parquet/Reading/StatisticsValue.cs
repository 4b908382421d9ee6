using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Cambium.Data;

/// <summary>Reads the bounds that a file states for the values of a row group.</summary>
static class StatisticsValue
{
    /// <summary>A bound in the type of the table's column; null where there is none, or it cannot be read with certainty.</summary>
    internal static object? Of(SchemaLeaf leaf, ReadOnlyMemory<byte>? bound, bool isMin)
    {
        if (bound is not { Span: var bytes } || leaf.MostRepetition > 0)
        {
            return null;
        }

        return (leaf.Physical, leaf.Logical) switch
        {
            (PhysicalType.Boolean, _) => bytes.Length == 1 ? bytes[0] != 0 : null,
            (PhysicalType.Int32, LogicalKind.Date) => Convert(default(DateRule), bytes, sizeof(int), BinaryPrimitives.ReadInt32LittleEndian),
            (PhysicalType.Int32, LogicalKind.None or LogicalKind.Integer) when bytes.Length == sizeof(int) =>
                leaf.IsSigned ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : (long)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (PhysicalType.Int64, LogicalKind.Timestamp) when leaf.UnitsPerSecond > 0 =>
                Convert(new MomentRule(leaf.UnitsPerSecond, leaf.IsUtc ? DateTimeKind.Utc : DateTimeKind.Unspecified), bytes, sizeof(long), BinaryPrimitives.ReadInt64LittleEndian),
            (PhysicalType.Int64, LogicalKind.None or LogicalKind.Integer) when bytes.Length == sizeof(long) => OfInt64(leaf, BinaryPrimitives.ReadInt64LittleEndian(bytes)),
            (PhysicalType.Float, LogicalKind.None) when bytes.Length == sizeof(float) => Ordered(BinaryPrimitives.ReadSingleLittleEndian(bytes), isMin),
            (PhysicalType.Double, LogicalKind.None) when bytes.Length == sizeof(double) => Ordered(BinaryPrimitives.ReadDoubleLittleEndian(bytes), isMin),
            (PhysicalType.ByteArray, LogicalKind.Text) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null,
            _ => null,
        };
    }

    /// <summary>Whether the greatest whole number without a sign is stated to be beyond 63 bits.</summary>
    internal static bool IsHuge(SchemaLeaf leaf, ReadOnlyMemory<byte>? max) =>
        leaf is { Physical: PhysicalType.Int64, Logical: LogicalKind.Integer, IsSigned: false }
        && max is { Length: sizeof(ulong) } bytes
        && BinaryPrimitives.ReadInt64LittleEndian(bytes.Span) < 0;

    static object OfInt64(SchemaLeaf leaf, long value) => leaf.IsSigned || value >= 0 ? (object)value : (double)(ulong)value;

    // A zero may stand for one of either sign, and what is no number bounds nothing.
    static object? Ordered(double value, bool isMin) => double.IsNaN(value) ? null : value == 0 ? isMin ? -0.0 : 0.0 : value;

    static object? Convert<TRaw, TRule>(TRule rule, ReadOnlySpan<byte> bytes, int size, Read<TRaw> read)
        where TRule : struct, IValueRule<TRaw, DateTime> =>
        bytes.Length == size && rule.TryConvert(read(bytes), out var value) ? value : null;

    delegate TRaw Read<out TRaw>(ReadOnlySpan<byte> bytes);
}
