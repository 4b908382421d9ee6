using System.Runtime.CompilerServices;
using System.Text;

namespace Cambium.Data;

/// <summary>The texts that mean "no value".</summary>
sealed class MissingTokens
{
    readonly byte[][] _tokens;
    readonly ulong _lengths;

    internal MissingTokens(EquatableArray<string> tokens)
    {
        _tokens = [.. tokens.Select(Encoding.UTF8.GetBytes).Where(token => token.Length > 0)];
        EmptyIsMissing = tokens.IndexOf("") >= 0;
        foreach (var token in _tokens)
        {
            _lengths |= Bit(token.Length);
        }

        MayBeValues = Array.Exists(_tokens, IsValue);
    }

    /// <summary>Whether the empty field means "no value".</summary>
    internal bool EmptyIsMissing { get; }

    /// <summary>Whether a token reads as a number, a truth or a date, so that tokens must be looked for before values.</summary>
    internal bool MayBeValues { get; }

    /// <summary>Whether an unquoted field means "no value".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Contains(ReadOnlySpan<byte> field) =>
        field.Length == 0 ? EmptyIsMissing : (_lengths & Bit(field.Length)) != 0 && IsToken(field);

    /// <summary>One bit for each length; lengths from 63 on share one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Bit(int length) => 1UL << Math.Min(length, 63);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool IsToken(ReadOnlySpan<byte> field)
    {
        foreach (var token in _tokens)
        {
            if (field.SequenceEqual(token))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsValue(byte[] token) =>
        (ValueText.TryFloat64(token, isDeclared: true, out var number) && !double.IsNaN(number))
        || ValueText.TryBoolean(token, out _)
        || ValueText.TryDateTime(token, out _);
}
