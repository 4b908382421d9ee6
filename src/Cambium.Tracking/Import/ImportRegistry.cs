using Dapper;

namespace Cambium.Tracking;

/// <summary>Enters registered models of MLflow's through the registry, so that its history tells of them and its checks hold; numbers and times are kept.</summary>
/// <param name="store">The store.</param>
/// <param name="uris">Where the files of runs and models lie now.</param>
/// <param name="report">Counts what is entered.</param>
sealed class ImportRegistry(TrackingStore store, ImportedUris uris, ImportReport report)
{
    readonly ISqlDatabase _database = StoreCare.DatabaseOf(store);

    internal void Add(ImportedRegistration registration)
    {
        var model = registration.Model;
        if (!AddModel(model))
        {
            return;
        }

        foreach (var version in registration.Versions)
        {
            AddVersion(version);
        }

        foreach (var (alias, version) in model.Aliases)
        {
            AddAlias(model.Name, alias, version);
        }

        _database.Write(connection => connection.Execute(
            "UPDATE registered_models SET created = CASE WHEN created > @Created THEN @Created ELSE created END, updated = @Updated WHERE name = @Name AND @Created > 0",
            new { model.Name, model.Created, model.Updated }));
    }

    bool AddModel(ModelRecord model)
    {
        if (IsThere(() => store.Models.GetModel(model.Name)))
        {
            report.Known(ImportKind.RegisteredModels);
            return true;
        }

        return Try(ImportKind.RegisteredModels, $"Registered model '{model.Name}'", () =>
        {
            store.Models.CreateModel(model.Name, null, model.Tags);
            _database.Write(connection => connection.Execute(
                "UPDATE registered_models SET description = @description WHERE name = @Name", new { model.Name, description = Kept(model.Description) }));
            report.Added(ImportKind.RegisteredModels);
            report.Added(ImportKind.Tags, model.Tags.Count);
        });
    }

    void AddVersion(VersionRecord version)
    {
        var what = $"Version {version.Version} of '{version.Name}'";
        if (version.Stage == "Deleted_Internal")
        {
            report.Skipped(ImportKind.Versions, $"{what} was deleted there.");
            return;
        }

        if (IsThere(() => store.Models.GetVersion(version.Name, version.Version)))
        {
            report.Known(ImportKind.Versions);
            return;
        }

        Try(ImportKind.Versions, what, () =>
        {
            // The registry gives the number after the last one; numbers of versions that were deleted there are passed over.
            var isNext = version.Version > 0 && _database.Write(connection => connection.Execute(
                "UPDATE registered_models SET last_version = @last WHERE name = @Name AND last_version <= @last",
                new { version.Name, last = version.Version - 1 })) == 1;
            if (!isNext)
            {
                throw new TrackingException("its number was given to another version here, which was deleted.");
            }

            store.Models.CreateVersion(version.Name, new NewVersion(
                uris.Rewrite(version.Source), uris.IdOf(version.RunId), version.RunLink, null, uris.IdOf(version.ModelId), version.Tags));
            if (version.Stage != ModelStages.None)
            {
                store.Models.MoveToStage(version.Name, version.Version, version.Stage, archiveOthers: false);
            }

            _database.Write(connection => connection.Execute(
                """
                UPDATE model_versions
                SET description = @description, created = CASE WHEN @Created > 0 THEN @Created ELSE created END,
                    updated = CASE WHEN @Created > 0 THEN @Updated ELSE updated END
                WHERE version = @Version AND model_id = (SELECT id FROM registered_models WHERE name = @Name)
                """,
                new { version.Name, version.Version, version.Created, version.Updated, description = Kept(version.Description) }));
            report.Added(ImportKind.Versions);
            report.Added(ImportKind.Tags, version.Tags.Count);
        });
    }

    void AddAlias(string name, string alias, int version)
    {
        if (IsThere(() => store.Models.GetVersionByAlias(name, alias)))
        {
            report.Known(ImportKind.Aliases);
            return;
        }

        Try(ImportKind.Aliases, $"Alias '{alias}' of '{name}'", () =>
        {
            store.Models.SetAlias(name, alias, version);
            report.Added(ImportKind.Aliases);
        });
    }

    bool Try(ImportKind kind, string what, Action add)
    {
        try
        {
            add();
            return true;
        }
        catch (TrackingException e) when (e.Code is not (TrackingErrorCode.DataLoss or TrackingErrorCode.TemporarilyUnavailable or TrackingErrorCode.InsufficientStorage))
        {
            report.Skipped(kind, $"{what}: {e.Message}");
            return false;
        }
    }

    /// <summary>A description as it is kept. A longer one than is taken today is not cut: what somebody wrote is not to be lost.</summary>
    static string? Kept(string? description) => description?.Replace("\0", "", StringComparison.Ordinal);

    static bool IsThere(Action get)
    {
        try
        {
            get();
            return true;
        }
        catch (TrackingException e) when (e.Code is TrackingErrorCode.ResourceDoesNotExist or TrackingErrorCode.InvalidParameterValue)
        {
            return false;
        }
    }
}
