using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cambium.Numerics;

/// <summary>Guards for settings: return the value, or throw naming the setting, the value and the range.</summary>
static class Check
{
    internal static T InRange<T>(T value, T min, T max, [CallerMemberName] string setting = "")
        where T : INumber<T>
    {
        // Written so that NaN fails.
        if (!(value >= min && value <= max))
        {
            throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be between {min} and {max}.");
        }

        return value;
    }

    internal static T AtLeast<T>(T value, T min, [CallerMemberName] string setting = "")
        where T : INumber<T>
    {
        if (!(value >= min) || !T.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be a finite number of at least {min}.");
        }

        return value;
    }

    internal static T Above<T>(T value, T limit, [CallerMemberName] string setting = "")
        where T : INumber<T>
    {
        if (!(value > limit) || !T.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be a finite number above {limit}.");
        }

        return value;
    }

    internal static T Defined<T>(T value, [CallerMemberName] string setting = "")
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentOutOfRangeException(setting, value, $"{setting} must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        }

        return value;
    }

    internal static string NotBlank(string value, [CallerMemberName] string setting = "")
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{setting} must not be blank.", setting);
        }

        return value;
    }
}
