using System.Runtime.CompilerServices;

namespace Cambium.Data;

/// <summary>The parsers of the four types of values.</summary>
static class FieldParsers
{
    internal readonly struct Int64 : IFieldParser<long>
    {
        public static long Missing => 0;

        public static bool IsMissing(long value) => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryFast(ref byte field, int length, out long value) => NumberText.TryInt64(ref field, length, out value);

        public static bool TryExact(ReadOnlySpan<byte> field, bool isDeclared, out long value) =>
            ValueText.TryInt64(field, isDeclared, out value);
    }

    internal readonly struct Float64 : IFieldParser<double>
    {
        public static double Missing => double.NaN;

        public static bool IsMissing(double value) => double.IsNaN(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryFast(ref byte field, int length, out double value) => NumberText.TryFloat64(ref field, length, out value);

        public static bool TryExact(ReadOnlySpan<byte> field, bool isDeclared, out double value) =>
            ValueText.TryFloat64(field, isDeclared, out value);
    }

    internal readonly struct Boolean : IFieldParser<bool>
    {
        const uint True = 't' | ((uint)'r' << 8) | ((uint)'u' << 16) | ((uint)'e' << 24);
        const uint Fals = 'f' | ((uint)'a' << 8) | ((uint)'l' << 16) | ((uint)'s' << 24);
        const uint FirstLetter = 0x00000020;
        const uint AllLetters = 0x20202020;

        public static bool Missing => false;

        public static bool IsMissing(bool value) => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryFast(ref byte field, int length, out bool value)
        {
            var word = Unsafe.ReadUnaligned<uint>(ref field);
            var last = Unsafe.Add(ref field, 4);
            value = length == 4 && word is True or (True ^ FirstLetter) or (True ^ AllLetters);
            var isFalse = (last == 'e' && word is Fals or (Fals ^ FirstLetter)) || (last == 'E' && word == (Fals ^ AllLetters));
            return value || (length == 5 && isFalse);
        }

        public static bool TryExact(ReadOnlySpan<byte> field, bool isDeclared, out bool value) => ValueText.TryBoolean(field, out value);
    }

    internal readonly struct Moment : IFieldParser<DateTime>
    {
        public static DateTime Missing => default;

        public static bool IsMissing(DateTime value) => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryFast(ref byte field, int length, out DateTime value) => MomentText.TryRead(ref field, length, out value);

        public static bool TryExact(ReadOnlySpan<byte> field, bool isDeclared, out DateTime value) =>
            ValueText.TryDateTime(field, out value);
    }
}
