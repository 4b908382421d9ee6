using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Tracking;

/// <summary>
/// The hash of an entry: SHA-256 over the 32 bytes of the hash before, then number and time as 8 bytes, then actor, action, subject, outcome and details,
/// each as 4 bytes of length and UTF-8; all numbers with the greatest byte first. Lengths in front keep "ab" + "c" from looking like "a" + "bc".
/// </summary>
static class AuditHash
{
    /// <summary>What stands before the first entry.</summary>
    internal static readonly string Beginning = new('0', 2 * SHA256.HashSizeInBytes);

    /// <summary>The hash that an entry must have after another's.</summary>
    internal static string Of(string before, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Convert.FromHexString(before));
        Append(hash, entry.Number);
        Append(hash, entry.Time);
        Append(hash, entry.Actor);
        Append(hash, entry.Action);
        Append(hash, entry.Subject);
        Append(hash, entry.Outcome);
        Append(hash, entry.Details);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    static void Append(IncrementalHash hash, string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        hash.AppendData(length);
        hash.AppendData(content);
    }
}
