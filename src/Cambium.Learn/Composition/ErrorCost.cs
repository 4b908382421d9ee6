using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>What it costs to call a row of one class by another.</summary>
/// <param name="Class">The class that the row is of, as the target names it.</param>
/// <param name="Call">The class that it is called.</param>
/// <param name="Cost">The price: finite, at least 0. What matters is how prices compare.</param>
public sealed record ErrorCost(string Class, string Call, double Cost)
{
    /// <summary>The class that the row is of, as the target names it.</summary>
    public string Class { get; init => field = Check.NotBlank(value); } = Check.NotBlank(Class, nameof(Class));

    /// <summary>The class that it is called.</summary>
    public string Call { get; init => field = Check.NotBlank(value); } = Check.NotBlank(Call, nameof(Call));

    /// <summary>The price: finite, at least 0.</summary>
    public double Cost { get; init => field = Check.AtLeast(value, 0); } = Check.AtLeast(Cost, 0, nameof(Cost));

    /// <summary>The class, the call and the price, with colons between.</summary>
    public override string ToString() => FormattableString.Invariant($"{Class}:{Call}:{Cost}");
}
