using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Cambium.Tracking;

/// <summary>
/// Where the files of a version to be lie. What the caller says is not to be trusted: a path on this machine is taken only below the artifact folder of
/// the run or logged model that the version names, and no URI may climb with "..".
/// </summary>
/// <param name="Source">The source as it is kept: in its one form where it lies in the store's artifacts.</param>
/// <param name="DownloadUri">The URI of the folder that holds the files.</param>
/// <param name="RunId">The run that made them, where it is known.</param>
readonly record struct ModelVersionSource(string Source, string DownloadUri, string? RunId)
{
    /// <summary>Refuses a source that no version can have.</summary>
    internal static void Check(string source)
    {
        if (source.Length == 0)
        {
            throw Limits.Missing("source");
        }

        Limits.Length("source", source, Limits.MaxLocationLength);
    }

    /// <summary>Checks the source, follows it where it names another model or a run, and brings it into its one form.</summary>
    /// <exception cref="TrackingException">It is not allowed, or there is no such model, version or run.</exception>
    internal static ModelVersionSource Resolve(DbConnection connection, NewVersion version, bool isPrompt)
    {
        var source = version.Source;
        var isLocal = LocalPath.Of(source) is not null;
        if (isPrompt)
        {
            if (isLocal && (Path.IsPathRooted(source) || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)))
            {
                throw new TrackingException($"Invalid prompt source: '{source}'. Local source paths are not allowed for prompts.");
            }
        }
        else if (isLocal)
        {
            CheckLocal(connection, version);
        }
        else
        {
            CheckRemote(source);
        }

        var place = ModelReference.Parse(source) is { } reference ? Follow(connection, reference, version)
            : RunReference.Parse(source) is { } ofRun ? Follow(connection, ofRun, version)
            : new ModelVersionSource(StoredFolderUri.Of(source), source, version.RunId);
        return place with { DownloadUri = StoredFolderUri.Of(place.DownloadUri) };
    }

    /// <summary>A run of another store leads nowhere here.</summary>
    static ModelVersionSource Follow(DbConnection connection, RunReference reference, NewVersion version) => new(
        version.Source,
        connection.QuerySingleOrDefault<string>("SELECT artifact_uri FROM runs WHERE id = @RunId", new { reference.RunId }) is { } root
            ? ArtifactUri.Below(root, reference.Path)
            : version.Source,
        version.RunId);

    static void CheckLocal(DbConnection connection, NewVersion version)
    {
        var ofModel = version.ModelId is { Length: > 0 };
        var root = ofModel
            ? LoggedModelRows.Row(connection, version.ModelId!).ArtifactUri // ofModel says that there is one
            : version.RunId is { Length: > 0 } runId
                ? connection.QuerySingleOrDefault<string>("SELECT artifact_uri FROM runs WHERE id = @runId", new { runId }) ?? throw RegistryRefusals.NoRun(runId)
                : null;
        if (root is null || LocalPath.Of(root) is not { } folder || !LocalPath.IsWithin(LocalPath.Of(version.Source)!, folder)) // only local sources get here
        {
            var id = ofModel ? "model_id" : "run_id";
            throw new TrackingException(
                $"Invalid model version source: '{version.Source}'. To use a local path as a model version source, the {id} request parameter has to be specified "
                + $"and the local path has to be contained within the artifact directory of the run specified by the {id}.");
        }
    }

    static void CheckRemote(string source)
    {
        var text = source;
        for (var before = ""; text != before;)
        {
            before = text;
            text = Uri.UnescapeDataString(text);
        }

        if (text.Contains('\0', StringComparison.Ordinal) || text.Split('/', '\\').Contains(".."))
        {
            throw new TrackingException(
                $"Invalid model version source: '{source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, "
                + "an absolute path must be provided without relative path references present. Please provide an absolute path.");
        }
    }

    static ModelVersionSource Follow(DbConnection connection, ModelReference reference, NewVersion version)
    {
        try
        {
            if (reference is { Name: { } name })
            {
                var number = reference.Alias is { } alias ? Aliased(connection, name, alias) : Numbered(connection, name, reference.Suffix!); // one of the two is there
                return new ModelVersionSource(version.Source, RegistryRows.VersionRow(connection, name, number).DownloadUri, version.RunId);
            }

            var model = LoggedModelRows.Row(connection, reference.LoggedModelId!); // where no name is
            return new ModelVersionSource(version.Source, model.ArtifactUri, version.RunId is { Length: > 0 } runId ? runId : model.SourceRunId);
        }
        catch (TrackingException e)
        {
            throw new TrackingException(e.Code, ModelReference.Refusal(version.Source, e.Message), e);
        }
    }

    /// <summary>The version that a number, a stage or "latest" means.</summary>
    static int Numbered(DbConnection connection, string name, string suffix)
    {
        if (int.TryParse(suffix, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var id = RegistryRows.ModelId(connection, name);
        var stage = Limits.IsLatest(suffix) ? null : ModelStages.Canonical(suffix);
        return connection.ExecuteScalar<int?>("SELECT MAX(version) FROM model_versions WHERE model_id = @id AND stage = COALESCE(@stage, stage)", new { id, stage })
            ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"Registered Model with name={name} has no version {suffix}");
    }

    static int Aliased(DbConnection connection, string name, string alias)
    {
        var id = RegistryRows.ModelId(connection, name);
        return connection.ExecuteScalar<int?>("SELECT version FROM model_aliases WHERE model_id = @id AND alias = @alias", new { id, alias })
            ?? throw RegistryRefusals.NoAlias(alias);
    }
}
