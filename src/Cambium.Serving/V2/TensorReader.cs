using System.Text.Json;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Reads JSON values as the items of a datatype.</summary>
static class TensorReader
{
    /// <summary>Above it a double no longer tells neighbouring whole numbers apart: 2⁵³.</summary>
    const double LargestWhole = 9007199254740992;

    static readonly Dictionary<string, TensorType> ByName = Enum.GetValues<TensorType>().ToDictionary(NameOf);

    /// <summary>The name of a datatype on the wire.</summary>
    internal static string NameOf(TensorType type) => type.ToString().ToUpperInvariant();

    /// <summary>The names of all datatypes on the wire.</summary>
    internal static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The datatype of a name, or null.</summary>
    internal static TensorType? Find(string name) => ByName.TryGetValue(name, out var type) ? type : null;

    /// <summary>Reads values as a column; a null is missing. Of values that do not fit, the first is told.</summary>
    /// <returns>The column, or null where there is a problem.</returns>
    internal static Column? Read(string name, TensorType type, ReadOnlySpan<JsonElement> values, Problems problems) => type switch
    {
        TensorType.Bool => Read<bool>(name, type, values, problems, Truth),
        TensorType.Fp32 or TensorType.Fp64 => Numbers(name, type, values, problems),
        TensorType.Bytes => Texts(name, values, problems),
        _ => Read<long>(name, type, values, problems, value => Whole(value, type)),
    };

    /// <summary>A number as a whole one, or null where it is not.</summary>
    internal static long? Whole(double number) => Math.Floor(number) == number && Math.Abs(number) <= LargestWhole ? (long)number : null;

    static Column<double>? Numbers(string name, TensorType type, ReadOnlySpan<JsonElement> values, Problems problems)
    {
        var numbers = new double[values.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            if (values[row].ValueKind == JsonValueKind.Null)
            {
                numbers[row] = double.NaN;
            }
            else if (Number(values[row], type) is { } number)
            {
                numbers[row] = number;
            }
            else
            {
                problems.Add(Misfit(name, type, row, values[row]));
                return null;
            }
        }

        return Column.Of(name, numbers);
    }

    static CategoryColumn? Texts(string name, ReadOnlySpan<JsonElement> values, Problems problems)
    {
        var texts = new string?[values.Length];
        for (var row = 0; row < texts.Length; row++)
        {
            if (values[row].ValueKind is not (JsonValueKind.Null or JsonValueKind.String))
            {
                problems.Add(Misfit(name, TensorType.Bytes, row, values[row]));
                return null;
            }

            texts[row] = values[row].GetString();
        }

        return Column.Of(name, texts);
    }

    static Column<T>? Read<T>(string name, TensorType type, ReadOnlySpan<JsonElement> values, Problems problems, Func<JsonElement, T?> read)
        where T : unmanaged
    {
        var items = new T[values.Length];
        var missing = new bool[values.Length];
        for (var row = 0; row < items.Length; row++)
        {
            if (values[row].ValueKind == JsonValueKind.Null)
            {
                missing[row] = true;
            }
            else if (read(values[row]) is { } item)
            {
                items[row] = item;
            }
            else
            {
                problems.Add(Misfit(name, type, row, values[row]));
                return null;
            }
        }

        return new Column<T>(name, items, Validity.FromRows(items.Length, row => !missing[row]));
    }

    static bool? Truth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetDouble(out var number) && number is 0 or 1 => number == 1,
        _ => null,
    };

    static double? Number(JsonElement value, TensorType type)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number))
        {
            return null;
        }

        return double.IsFinite(number) && (type == TensorType.Fp64 || Math.Abs(number) <= float.MaxValue) ? number : null;
    }

    static long? Whole(JsonElement value, TensorType type)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        // 3.0 and 3e0 are whole numbers too.
        if (!value.TryGetInt64(out var number))
        {
            if (!value.TryGetDouble(out var wide) || Whole(wide) is not { } whole)
            {
                return null;
            }

            number = whole;
        }

        var (least, most) = RangeOf(type);
        return number >= least && number <= most ? number : null;
    }

    static (long Least, long Most) RangeOf(TensorType type) => type switch
    {
        TensorType.UInt8 => (byte.MinValue, byte.MaxValue),
        TensorType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TensorType.UInt32 => (uint.MinValue, uint.MaxValue),
        TensorType.UInt64 => (0, long.MaxValue),
        TensorType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        TensorType.Int16 => (short.MinValue, short.MaxValue),
        TensorType.Int32 => (int.MinValue, int.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };

    static string Misfit(string name, TensorType type, int row, JsonElement value)
    {
        var expected = type switch
        {
            TensorType.Bool => "true or false",
            TensorType.Fp32 or TensorType.Fp64 => "a finite number",
            TensorType.Bytes => "a text",
            _ => $"a whole number from {RangeOf(type).Least} to {RangeOf(type).Most}",
        };
        return $"input '{name}' holds {RequestJson.Describe(value)} in row {row + 1}, expected {expected} ({NameOf(type)}) or null";
    }
}
