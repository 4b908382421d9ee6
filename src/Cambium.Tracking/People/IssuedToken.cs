namespace Cambium.Tracking;

/// <summary>A new token, told this once.</summary>
/// <param name="Token">What the store keeps.</param>
/// <param name="Secret">What its owner keeps; the store cannot tell it again.</param>
sealed record IssuedToken(TokenRecord Token, string Secret);
