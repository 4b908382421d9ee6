using Cambium.Data;

namespace Cambium.Server;

/// <summary>Where the server listens and what it shows.</summary>
public sealed record ServerOptions
{
    /// <summary>
    /// The address to listen on. Default 127.0.0.1. Another than a loopback one is refused until the store has users, so that nobody gets in unasked.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on. Default 5000. 0: any free one.</summary>
    public int Port { get; init; } = 5000;

    /// <summary>
    /// Whether to take the next free port (up to 100 higher) where <see cref="Port"/> is taken. Default true; else taken is an error.
    /// </summary>
    public bool NextFreePort { get; init; } = true;

    /// <summary>The tracking store: a folder, or postgres://user:password@host/database. Default "cambium-data".</summary>
    public string Store { get; init; } = "cambium-data";

    /// <summary>
    /// Where the files of runs and models are: a folder, or s3://bucket/prefix. Default null: what the environment's CAMBIUM_ARTIFACTS says, else within
    /// the store's folder; "cambium-data/artifacts" where the store is a database.
    /// </summary>
    public string? Artifacts { get; init; }

    /// <summary>
    /// Names that browsers and programs know the server by, besides those of this machine; requests with another Host header are refused. Default none.
    /// Refused until the store has users.
    /// </summary>
    public EquatableArray<string> HostNames { get; init; } = [];

    /// <summary>
    /// Whether a proxy in front, which nobody can go around, tells with X-Forwarded-Proto whether the browser used HTTPS, and with X-Forwarded-For where it
    /// is. Default false: the headers are not believed. Cookies are sent over HTTPS only where it was used.
    /// Refused until the store has users, since to the server all who come through the proxy come from its machine.
    /// </summary>
    public bool BehindProxy { get; init; }

    /// <summary>
    /// How long a request may read the store in all, such as with a search. Default 30 seconds. Range [1 ms, 1 day]. What takes longer is stopped and
    /// refused, so that a costly search cannot keep a connection from others; so is what nobody waits for any more.
    /// </summary>
    public TimeSpan ReadLimit
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "The limit of reads is from 1 ms to 1 day.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether webhooks may lead to addresses that are not public, such as those of this machine and its network, and over HTTP without encryption. Default
    /// false: a webhook must not reach what only this machine can.
    /// </summary>
    public bool PrivateWebhooks { get; init; }
}
