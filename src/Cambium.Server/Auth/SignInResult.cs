using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>What became of a name and a password.</summary>
/// <param name="Principal">Who it is; null where the two were not right, or were not looked at.</param>
/// <param name="Wait">How long to wait before the next attempt; zero where none is asked for.</param>
sealed record SignInResult(Principal? Principal, TimeSpan Wait)
{
    internal static readonly SignInResult Wrong = new(null, TimeSpan.Zero);
}
