namespace Cambium.Tracking.Tests;

/// <summary>A tracker of a server that is tried again after milliseconds, not seconds.</summary>
static class RemoteStore
{
    internal static readonly HttpLimits Quick = new()
    {
        Total = TimeSpan.FromSeconds(10),
        FirstContact = TimeSpan.FromMilliseconds(300),
        FirstWait = TimeSpan.FromMilliseconds(2),
        LongestWait = TimeSpan.FromMilliseconds(20),
        Silence = TimeSpan.FromSeconds(5),
    };

    internal static TrackingStore Open(string url, HttpLimits? limits = null, string? cache = null, Func<string, string?>? environment = null) =>
        HttpStores.Open(HttpAddress.Parse(url, environment ?? (_ => null)), limits ?? Quick, cache ?? Path.GetTempPath(), TimeProvider.System);

    internal static Tracker Tracker(string url, HttpLimits? limits = null, TimeProvider? time = null, string? cache = null) =>
        new(Open(url, limits, cache), time ?? TimeProvider.System);
}
