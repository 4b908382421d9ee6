namespace Cambium.Tracking;

/// <summary>How webhooks are sent.</summary>
sealed record WebhookSettings
{
    /// <summary>Whether webhooks may lead to loopback, private, link-local and other addresses that are not public. Default no.</summary>
    internal bool AllowsPrivateAddresses { get; init; }

    /// <summary>Whether webhooks may go over HTTP without encryption. Default no.</summary>
    internal bool AllowsHttp { get; init; }

    /// <summary>How long one attempt may take, from looking up the name to the end of the answer. Default 30 s.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the second attempt; each next wait is twice as long, up to an hour. Default 1 s.</summary>
    internal TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many attempts a message is given up. Default 18: about six hours and a half.</summary>
    internal int MostAttempts { get; init; } = 18;

    /// <summary>How often it is looked for messages that other processes wrote. Default 1 s.</summary>
    internal TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many webhooks are sent to at once; each has one message under way. Default 8.</summary>
    internal int MostAtOnce { get; init; } = 8;
}
