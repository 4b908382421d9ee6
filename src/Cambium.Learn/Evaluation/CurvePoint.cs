namespace Cambium.Learn;

/// <summary>A point of a curve that is traced by moving the decision threshold.</summary>
/// <param name="X">False positive rate (ROC) or recall (precision-recall).</param>
/// <param name="Y">True positive rate (ROC) or precision (precision-recall).</param>
/// <param name="Threshold">Rows whose probability is at least this are called positive.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
