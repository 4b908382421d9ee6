using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>A line of a model's history.</summary>
/// <param name="What">What happened.</param>
/// <param name="By">Who did it, when and why.</param>
public sealed record HistoryLine(string What, Said By)
{
    internal static HistoryLine Of(RegistryEvent one) => new(RegistryWords.Of(one), Said.Of(one.User, one.Reason, one.Time));
}
