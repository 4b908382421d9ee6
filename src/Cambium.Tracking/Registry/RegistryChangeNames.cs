using System.Text.Json;

namespace Cambium.Tracking;

/// <summary>The names that changes of the registry have over HTTP: ALIAS_SET.</summary>
static class RegistryChangeNames
{
    static readonly Dictionary<string, RegistryChange> Changes = Enum.GetValues<RegistryChange>().ToDictionary(Of);

    internal static string Of(RegistryChange change) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(change.ToString());

    /// <summary>The change of a name; null where there is none.</summary>
    internal static RegistryChange? Find(string name) => Changes.TryGetValue(name, out var change) ? change : null;
}
