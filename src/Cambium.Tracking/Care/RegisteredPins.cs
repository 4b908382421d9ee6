using System.Data.Common;
using Dapper;

namespace Cambium.Tracking;

/// <summary>Which runs and logged models the versions of registered models point at, by any of: their run, their logged model, an id within one of their URIs.</summary>
sealed class RegisteredPins
{
    static readonly char[] Separators = ['/', ':', '?', '@', '#', '&', '='];

    readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    readonly List<string> _paths = [];

    RegisteredPins()
    {
    }

    /// <summary>The folders of the store's own artifacts that versions lie in.</summary>
    internal IReadOnlyList<string> Paths => _paths;

    internal static RegisteredPins Load(DbConnection connection)
    {
        var pins = new RegisteredPins();
        foreach (var version in connection.Query<ModelVersionRow>($"SELECT {ModelVersionRow.Columns} FROM model_versions AS v JOIN registered_models AS m ON m.id = v.model_id"))
        {
            var words = new[] { version.RunId, version.LoggedModelId }
                .Concat(version.Source.Split(Separators))
                .Concat(version.DownloadUri.Split(Separators));
            foreach (var word in words)
            {
                if (!string.IsNullOrEmpty(word))
                {
                    pins._versions.TryAdd(word, $"version {version.Version} of '{version.Name}'");
                }
            }

            pins._paths.AddRange(new[] { version.Source, version.DownloadUri }.Select(ArtifactRoots.PathOf).OfType<string>());
        }

        return pins;
    }

    /// <summary>A version that points at the run or model of an id, in words; null where none does.</summary>
    internal string? Of(string id) => _versions.GetValueOrDefault(id);

    /// <summary>The condition of SQL that no version points at what has the id @id, for the moment of removal. Rather too much counts as pointing than too little.</summary>
    internal const string NoneInSql =
        """
        NOT EXISTS (SELECT 1 FROM model_versions AS v
            WHERE v.run_id = @id OR v.logged_model_id = @id OR v.source LIKE '%' || @id || '%' OR v.download_uri LIKE '%' || @id || '%')
        """;
}
