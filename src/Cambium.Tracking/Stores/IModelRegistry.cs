namespace Cambium.Tracking;

/// <summary>Keeps the names, versions and aliases of models. Each call is one transaction. Safe to use from several threads.</summary>
interface IModelRegistry
{
    /// <summary>All registered models, by name.</summary>
    IReadOnlyList<RegisteredModel> Models();

    /// <summary>The registered model of a name, or null.</summary>
    RegisteredModel? Find(string name);

    /// <summary>Adds the next version of a name, which is added where there is none.</summary>
    /// <returns>The version's number.</returns>
    int AddVersion(string name, string runId);

    /// <summary>Points an alias at a version; it moves where it pointed elsewhere.</summary>
    /// <returns>False where there is no such model or version; then nothing changed.</returns>
    bool SetAlias(string name, string alias, int version);
}
