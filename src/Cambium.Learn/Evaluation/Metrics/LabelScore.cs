namespace Cambium.Learn;

/// <summary>How well one class is found.</summary>
/// <param name="Label">The class.</param>
/// <param name="Precision">The share of rows called so that are; from 0 to 1, the higher, the better.</param>
/// <param name="Recall">The share of rows that are of the class and called so; from 0 to 1, the higher, the better.</param>
/// <param name="F">The weighted harmonic mean of the two, F1 unless another β was asked for; from 0 to 1, the higher, the better.</param>
/// <param name="Support">The weight of the rows that truly are of the class.</param>
public readonly record struct LabelScore(int Label, double Precision, double Recall, double F, double Support);
