using System.Security.Cryptography;
using System.Text;

namespace Cambium.Data;

/// <summary>The secret that pseudonyms are made with. Who has it can tell whose pseudonym is whose, by trying; who has not, cannot. Never printed.</summary>
public sealed class PseudonymKey
{
    /// <summary>Fewer bits could be tried one after another. Source: NIST SP 800-107, section 5.3.2.</summary>
    const int FewestBytes = 16;

    readonly byte[] _secret;

    PseudonymKey(byte[] secret) => _secret = secret;

    /// <summary>A key of bytes, which are copied.</summary>
    /// <exception cref="ArgumentException">There are fewer than 16.</exception>
    public static PseudonymKey Of(ReadOnlySpan<byte> secret) =>
        secret.Length >= FewestBytes
            ? new PseudonymKey(secret.ToArray())
            : throw new ArgumentException($"The key has {secret.Length} bytes, expected {FewestBytes} or more, so that nobody finds it by trying. Make one with: openssl rand -hex 32", nameof(secret));

    /// <summary>The bytes of a file, without white space at the ends.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">It has fewer than 16 bytes.</exception>
    public static PseudonymKey FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Of(File.ReadAllBytes(path).AsSpan().Trim(" \t\r\n"u8));
    }

    /// <summary>The text of a variable of the environment, without white space at the ends.</summary>
    /// <exception cref="ArgumentException">There is none of the name, or it has fewer than 16 bytes.</exception>
    public static PseudonymKey FromEnvironment(string variable)
    {
        ArgumentException.ThrowIfNullOrEmpty(variable);
        var text = Environment.GetEnvironmentVariable(variable)
            ?? throw new ArgumentException($"The environment has no variable '{variable}', which should hold the key of pseudonyms. Set it, or read the key from a file.", nameof(variable));
        return Of(Encoding.UTF8.GetBytes(text.Trim()));
    }

    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => "a key of pseudonyms";

    /// <summary>The first 128 bits of HMAC-SHA256, in hexadecimal.</summary>
    internal string PseudonymOf(string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(value), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
