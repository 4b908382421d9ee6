namespace Cambium.Data;

/// <summary>How a stored value becomes one of a column.</summary>
interface IValueRule<TRaw, TValue>
{
    /// <summary>Converts a value.</summary>
    /// <returns>False where a column cannot hold it.</returns>
    bool TryConvert(TRaw raw, out TValue value);
}
