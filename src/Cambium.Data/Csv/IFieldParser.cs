namespace Cambium.Data;

/// <summary>Reads fields as values of a type.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
interface IFieldParser<T>
    where T : unmanaged
{
    /// <summary>What the slot of a missing value holds.</summary>
    static abstract T Missing { get; }

    /// <summary>Whether a value that was read means "no value".</summary>
    static abstract bool IsMissing(T value);

    /// <summary>Reads the common forms; 16 bytes before the field and 32 after it must be readable.</summary>
    static abstract bool TryFast(ref byte field, int length, out T value);

    /// <summary>Reads every form there is.</summary>
    static abstract bool TryExact(ReadOnlySpan<byte> field, bool isDeclared, out T value);
}
