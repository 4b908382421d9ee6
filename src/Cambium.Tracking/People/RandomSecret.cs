using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Tokens and session ids: 256 random bits, of which the store keeps the SHA-256. A fast hash without salt is enough, since nobody can guess among
/// 2^256; and it lets the store look one up by an index, which tells a listener nothing about others.
/// </summary>
static class RandomSecret
{
    const int Bytes = 32;

    /// <summary>A new one: the prefix and 64 hex digits.</summary>
    internal static string New(string prefix = "") => prefix + RandomNumberGenerator.GetHexString(2 * Bytes, lowercase: true);

    /// <summary>What the store keeps of one.</summary>
    internal static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
