using System.Net;
using System.Net.Sockets;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>
/// Looks at names and passwords, from the form and from HTTP Basic alike. Attempts that fail are counted by user and by address; only a few are hashed at
/// once, since each takes a core for about a tenth of a second.
/// </summary>
sealed class PasswordSignIn(PeopleStores people, PrincipalCache principals, TimeProvider time) : IDisposable
{
    /// <summary>Failed attempts at one user in <see cref="Window"/>; OWASP Authentication Cheat Sheet: between a typing mistake and a search.</summary>
    internal const int MostPerUser = 10;

    /// <summary>Failed attempts from one address: an office or a cluster may share one.</summary>
    internal const int MostPerAddress = 50;

    /// <summary>Requests that wait for a core to hash on; more are told to come again.</summary>
    const int MostWaiting = 64;

    /// <summary>How long failures count.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    static readonly TimeSpan Busy = TimeSpan.FromSeconds(5);

    readonly AttemptLimiter _byUser = new(MostPerUser, Window, time);
    readonly AttemptLimiter _byAddress = new(MostPerAddress, Window, time);
    readonly VerifiedPasswords _verified = new(time);
    readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));
    int _waiting;

    /// <summary>Who a name and password belong to. A pair that was right in the last minutes is not hashed again, and no limit holds it up.</summary>
    internal async Task<SignInResult> VerifyAsync(string name, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (Remembered(name, password) is { } known)
        {
            return new SignInResult(known, TimeSpan.Zero);
        }

        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new SignInResult(null, Busy);
        }

        try
        {
            await _cores.WaitAsync(cancellationToken);
            try
            {
                // Calls that came at once with the same pair wait for the first of them.
                return Remembered(name, password) is { } meanwhile ? new SignInResult(meanwhile, TimeSpan.Zero) : Verify(name, password, NetworkOf(address));
            }
            finally
            {
                _cores.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _cores.Dispose();

    /// <summary>What shares a count: an address, of IPv6 the 64 bits that one customer gets.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)) : plain.ToString();
    }

    Principal? Remembered(string name, string password) =>
        _verified.Find(name, password) is { } found && principals.OfUser(found.UserId) is { } principal && principal.PasswordVersion == found.PasswordVersion ? principal : null;

    SignInResult Verify(string name, string password, string network)
    {
        var user = PersonNames.Key(name);
        if (_byAddress.Enter(network) is var longer && longer > TimeSpan.Zero)
        {
            return new SignInResult(null, longer);
        }

        if (_byUser.Enter(user) is var wait && wait > TimeSpan.Zero)
        {
            _byAddress.Forgive(network);
            return new SignInResult(null, wait);
        }

        if (people.Users.Verify(name, password) is not { } verified || principals.OfUser(verified.Id) is not { } principal)
        {
            people.Audit.Append(new AuditDraft("nobody", "sign-in", $"user:{name}", AuditDraft.Refused, $"from {network}"));
            return SignInResult.Wrong;
        }

        _byUser.Forgive(user);
        _byAddress.Forgive(network);
        _verified.Add(name, password, verified.Id, verified.PasswordVersion);
        return new SignInResult(principal, TimeSpan.Zero);
    }
}
