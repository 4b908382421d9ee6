namespace Cambium.Learn;

/// <summary>The powers that <see cref="PowerTransform"/> chooses from.</summary>
public enum PowerFamily
{
    /// <summary>For any numbers: Box-Cox of x + 1 from 0 upwards, and with the power 2 − λ of 1 − x, mirrored, below.</summary>
    YeoJohnson,

    /// <summary>For numbers above 0: (x^λ − 1) / λ, and ln x where λ is 0.</summary>
    BoxCox,
}
