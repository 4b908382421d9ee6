namespace Cambium.Learn;

/// <summary>A figure as the bootstrap estimates it for new rows.</summary>
/// <param name="Name">Its name, as in the reports.</param>
/// <param name="Apparent">Its value on the very rows that the model learned from: too good.</param>
/// <param name="OutOfBag">Its mean over samples, on the rows that each left out: a little too bad.</param>
/// <param name="NoInformation">Its value were the answers to have nothing to do with the truth.</param>
/// <param name="Estimate632">0.368 × apparent + 0.632 × out of bag.</param>
/// <param name="Estimate632Plus">The .632+ estimate, which trusts the apparent value the less, the more the model overfits.</param>
/// <param name="Overfitting">The relative overfitting rate R, from 0, none, to 1, as bad as no information.</param>
public sealed record BootstrapScore(string Name, double Apparent, double OutOfBag, double NoInformation, double Estimate632, double Estimate632Plus, double Overfitting)
{
    /// <summary>1 − 1/e: the chance that a row is in a sample, as the source rounds it.</summary>
    const double InSample = 0.632;

    /// <summary>The estimates of a figure; of loss or gain alike, since they depend on the distances between the three values alone.</summary>
    internal static BootstrapScore Of(string name, double apparent, double outOfBag, double noInformation)
    {
        var plain = ((1 - InSample) * apparent) + (InSample * outOfBag);
        // Beyond the value without information it is chance; and where out of bag is no worse than apparent, nothing was overfitted.
        var bounded = Math.Abs(outOfBag - apparent) > Math.Abs(noInformation - apparent) && SameSide(outOfBag, noInformation, apparent) ? noInformation : outOfBag;
        var overfitting = SameSide(bounded, noInformation, apparent) ? (bounded - apparent) / (noInformation - apparent) : 0;
        var more = (1 - InSample) * InSample * overfitting / (1 - ((1 - InSample) * overfitting));
        return new BootstrapScore(name, apparent, outOfBag, noInformation, plain, plain + (more * (bounded - apparent)), overfitting);
    }

    static bool SameSide(double a, double b, double from) => (a - from) * (b - from) > 0;
}
