using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Cambium.Server;

/// <summary>
/// The style sheet, scripts and pictures that are embedded in this assembly. They live below one folder named after the hash of them all,
/// so that a browser may keep them for ever and scripts may import each other by relative names.
/// </summary>
sealed class AssetStore
{
    const string Prefix = "assets/";

    readonly Dictionary<string, Asset> _assets;

    AssetStore(Dictionary<string, Asset> assets)
    {
        _assets = assets;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in assets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(asset.Content.Span);
        }

        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>The hash of everything.</summary>
    internal string Version { get; }

    /// <summary>Reads the assets out of the assembly.</summary>
    internal static AssetStore Load()
    {
        var assembly = typeof(AssetStore).Assembly;
        var assets = new Dictionary<string, Asset>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!; // the assembly just named it
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var name = resource[Prefix.Length..];
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..32]}\"";
            assets[name] = new Asset(content, ContentTypes.OfAsset(name), new EntityTagHeaderValue(tag));
        }

        return new AssetStore(assets);
    }

    /// <summary>The address of an asset.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    internal string Url(string name) =>
        _assets.ContainsKey(name)
            ? $"/assets/{Version}/{name}"
            : throw new KeyNotFoundException($"No asset '{name}' is embedded. There are: {string.Join(", ", _assets.Keys)}.");

    /// <summary>An asset, or null where there is none of that name.</summary>
    internal Asset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>One embedded file.</summary>
    internal sealed record Asset(ReadOnlyMemory<byte> Content, string ContentType, EntityTagHeaderValue Tag);
}
