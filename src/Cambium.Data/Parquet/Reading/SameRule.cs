namespace Cambium.Data;

/// <summary>The stored value is the value.</summary>
readonly struct SameRule<T> : IValueRule<T, T>
{
    public bool TryConvert(T raw, out T value)
    {
        value = raw;
        return true;
    }
}
