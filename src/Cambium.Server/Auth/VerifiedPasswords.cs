using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Cambium.Server;

/// <summary>
/// Remembers for a short time which names and passwords were right, so that a client that sends them with each call costs one slow hash every few minutes.
/// Kept is only an HMAC under a key of this process; a changed password is noticed by its version.
/// </summary>
sealed class VerifiedPasswords(TimeProvider time)
{
    /// <summary>How long a right password is remembered.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Forgotten all at once beyond this; about 200 bytes each.</summary>
    const int Most = 10_000;

    readonly byte[] _key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    readonly ConcurrentDictionary<string, Verified> _verified = new();

    /// <summary>The user and the version of the password, or null.</summary>
    internal (long UserId, long PasswordVersion)? Find(string name, string password) =>
        _verified.TryGetValue(KeyOf(name, password), out var found) && time.GetUtcNow() < found.Until ? (found.UserId, found.PasswordVersion) : null;

    internal void Add(string name, string password, long userId, long passwordVersion)
    {
        if (_verified.Count >= Most)
        {
            _verified.Clear();
        }

        _verified[KeyOf(name, password)] = new Verified(userId, passwordVersion, time.GetUtcNow() + Lifetime);
    }

    /// <summary>No name holds a NUL, so that no other pair makes the same text.</summary>
    string KeyOf(string name, string password) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{name}\0{password}")));

    sealed record Verified(long UserId, long PasswordVersion, DateTimeOffset Until);
}
