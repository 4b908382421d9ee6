namespace Cambium.Numerics;

/// <summary>Replaces a vector by its product with a symmetric positive definite approximation of the inverse Hessian.</summary>
/// <param name="vector">Overwritten.</param>
public delegate void LbfgsPreconditioner(Span<double> vector);
