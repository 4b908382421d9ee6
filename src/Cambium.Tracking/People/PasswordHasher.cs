using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// Makes of a password what the store keeps: "pbkdf2-sha512$ITERATIONS$SALT$HASH" with salt and hash in base64url. A check costs the same whether the
/// password is right, wrong, or there is no such user.
/// </summary>
/// <param name="iterations">How often a new password is hashed.</param>
sealed class PasswordHasher(int iterations = PasswordHasher.Recommended)
{
    /// <summary>Source: OWASP Password Storage Cheat Sheet (2025), PBKDF2-HMAC-SHA512: 220,000 iterations.</summary>
    internal const int Recommended = 220_000;

    const string Name = "pbkdf2-sha512";

    /// <summary>Source: NIST SP 800-132 (2010), section 5.1: at least 128 bits.</summary>
    const int SaltBytes = 16;

    const int HashBytes = 32;

    /// <summary>Nobody's: what a password is checked against where there is no such user.</summary>
    readonly string _nobody = Text(iterations, new byte[SaltBytes], new byte[HashBytes]);

    /// <summary>Hashes a new password with a salt of its own.</summary>
    internal string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Text(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>Whether a password is the one of a stored text; for a user that is not there give null, which takes as long and is never right.</summary>
    internal bool Verify(string password, string? stored)
    {
        var parts = (stored ?? _nobody).Split('$');
        if (parts.Length != 4 || parts[0] != Name)
        {
            throw new InvalidOperationException($"The store holds a password in the form '{parts[0]}', expected {Name}.");
        }

        var hash = Base64Url.DecodeFromChars(parts[3]);
        var derived = Derive(password, Base64Url.DecodeFromChars(parts[2]), IterationsOf(parts));
        return CryptographicOperations.FixedTimeEquals(hash, derived) & stored is not null;
    }

    /// <summary>Whether a stored password was hashed with another count than new ones are.</summary>
    internal bool IsDated(string stored) => IterationsOf(stored.Split('$')) != iterations;

    static int IterationsOf(string[] parts) => int.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture);

    static byte[] Derive(string password, byte[] salt, int count) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, count, HashAlgorithmName.SHA512, HashBytes);

    static string Text(int count, byte[] salt, byte[] hash) =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}${count}${Base64Url.EncodeToString(salt)}${Base64Url.EncodeToString(hash)}");
}
