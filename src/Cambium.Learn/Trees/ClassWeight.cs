using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>How much the rows of a class count.</summary>
/// <param name="Class">The class, as the target names it.</param>
/// <param name="Weight">The factor on the weights of its rows: finite, at least 0.</param>
public sealed record ClassWeight(string Class, double Weight)
{
    /// <summary>The class, as the target names it.</summary>
    public string Class { get; init => field = Check.NotBlank(value); } = Check.NotBlank(Class, nameof(Class));

    /// <summary>The factor on the weights of its rows: finite, at least 0.</summary>
    public double Weight { get; init => field = Check.AtLeast(value, 0); } = Check.AtLeast(Weight, 0, nameof(Weight));

    /// <summary>The class and the factor, with a colon between.</summary>
    public override string ToString() => FormattableString.Invariant($"{Class}:{Weight}");
}
