namespace Cambium.Tracking;

/// <summary>How long a call over HTTP is tried, and how much of an answer is taken.</summary>
sealed record HttpLimits
{
    /// <summary>How long a call that fails in a way that may pass is tried. Longer than a server takes to restart.</summary>
    internal TimeSpan Total { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same while the server has answered nothing yet: then the address is likelier to be wrong than the server to be away.</summary>
    internal TimeSpan FirstContact { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The wait after the first failure; it doubles after each further one.</summary>
    internal TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two tries, where the server asks for none.</summary>
    internal TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long neither side may send anything before a connection counts as lost.</summary>
    internal TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How long making a connection may take.</summary>
    internal TimeSpan Connecting { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most tries that are answered with 500: seldom a passing state, mostly a fault that a further try only repeats.</summary>
    internal int MostServerErrors { get; init; } = 4;

    /// <summary>The most bytes of an answer in JSON; files are never held in memory.</summary>
    internal int MostAnswerBytes { get; init; } = 128 * 1024 * 1024;
}
