namespace Cambium.Numerics;

/// <summary>The factors of a product and of what it is added to.</summary>
readonly record struct ProductScale<T>(T Alpha, T Beta);
