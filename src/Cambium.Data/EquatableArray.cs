using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Cambium.Data;

/// <summary>An immutable list that compares by its items, so that a record with a list still has value equality.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
[CollectionBuilder(typeof(EquatableArray), nameof(EquatableArray.Create))]
[JsonConverter(typeof(EquatableArrayConverterFactory))]
public readonly struct EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
{
    readonly T[]? _items;

    internal EquatableArray(T[] items) => _items = items;

    /// <summary>The items.</summary>
    public ReadOnlySpan<T> Span => _items;

    /// <inheritdoc/>
    public int Count => _items?.Length ?? 0;

    /// <inheritdoc/>
    public T this[int index] => Span[index];

    /// <summary>The position of the first item equal to <paramref name="item"/>, or -1.</summary>
    public int IndexOf(T item) => _items is null ? -1 : Array.IndexOf(_items, item);

    /// <inheritdoc/>
    public bool Equals(EquatableArray<T> other) => ReferenceEquals(_items, other._items) || Span.SequenceEqual(other.Span, EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Span)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>Whether both hold equal items in the same order.</summary>
    public static bool operator ==(EquatableArray<T> left, EquatableArray<T> right) => left.Equals(right);

    /// <summary>Whether they differ in an item or its place.</summary>
    public static bool operator !=(EquatableArray<T> left, EquatableArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The items, joined by a comma and a space.</summary>
    public override string ToString() => $"[{string.Join(", ", this)}]";
}

/// <summary>Makes <see cref="EquatableArray{T}"/> values.</summary>
public static class EquatableArray
{
    /// <summary>Copies the items into an immutable list.</summary>
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>Makes a list of items that nobody changes any more, without copying them.</summary>
    internal static EquatableArray<T> Own<T>(T[] items) => new(items);

    /// <summary>Copies the items into an immutable list.</summary>
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);
}
