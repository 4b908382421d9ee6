namespace Cambium.Tracking;

/// <summary>
/// Brings what MLflow has kept into a store: experiments, runs with their metrics, parameters, tags, inputs and files, logged models, registered models.
/// Files come before the rows that lead to them, and a run is marked deleted until it is whole, so an import that is killed leaves no run in part; another one
/// goes on where it ended, and brings nothing twice.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="time">The clock.</param>
sealed class MlflowImport(TrackingStore store, TimeProvider time)
{
    /// <summary>Imports.</summary>
    /// <param name="path">An mlflow.db, a folder mlruns, or a folder that holds either.</param>
    /// <param name="artifacts">The folder of the artifacts that a tracking server has kept; null: beside the source.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <exception cref="TrackingException">The source is not MLflow's, or the store cannot take it.</exception>
    internal ImportReport Run(string path, string? artifacts, CancellationToken cancellationToken, Action<double>? progress = null)
    {
        var report = new ImportReport();
        using var source = Open(path, artifacts, report);
        var files = new MlflowArtifacts(source, artifacts is null ? null : Path.GetFullPath(artifacts), store.Artifacts, report);
        var rows = new ImportRows(StoreCare.DatabaseOf(store), report, time);
        var uris = new ImportedUris();
        var (done, all) = (0, Math.Max(1, source.CountRuns()));
        var experiments = source.Experiments().Where(experiment => IsAllowed(experiment, report)).Select(experiment => (Old: experiment, New: rows.AddExperiment(experiment))).ToList();
        foreach (var (old, here) in experiments)
        {
            foreach (var run in source.Runs(old))
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddRun(run, old, here, source, files, rows, uris, report, cancellationToken);
                progress?.Invoke((double)++done / all);
            }
        }

        foreach (var (old, here) in experiments)
        {
            foreach (var model in source.LoggedModels(old))
            {
                cancellationToken.ThrowIfCancellationRequested();
                AddModel(model, old, here, files, rows, uris, report, cancellationToken);
            }
        }

        if (source.HasTraces())
        {
            report.Note("There are traces too, which are not imported.");
        }

        var registry = new ImportRegistry(store, uris, report);
        foreach (var registration in source.RegisteredModels())
        {
            cancellationToken.ThrowIfCancellationRequested();
            registry.Add(registration);
        }

        return report;
    }

    /// <summary>Refuses a source that cannot be imported, before a store is made for it.</summary>
    /// <param name="path">As for <see cref="Run"/>.</param>
    /// <param name="artifacts">As for <see cref="Run"/>.</param>
    /// <exception cref="TrackingException">The source is not MLflow's, or there is no such folder of artifacts.</exception>
    internal static void Check(string path, string? artifacts)
    {
        using var source = Open(path, artifacts, new ImportReport());
        _ = source.CountRuns();
    }

    static IMlflowSource Open(string path, string? artifacts, ImportReport report) =>
        artifacts is null || Directory.Exists(artifacts)
            ? Open(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), report)
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no folder '{artifacts}'. Name the folder of MLflow's artifacts.");

    static IMlflowSource Open(string path, ImportReport report)
    {
        if (File.Exists(path))
        {
            return MlflowDatabase.Open(path);
        }

        foreach (var folder in new[] { path, Path.Combine(path, "mlruns") }.Where(MlflowFolder.IsOne))
        {
            return File.Exists(Path.Combine(path, "mlflow.db"))
                ? throw new TrackingException($"{path} holds an mlflow.db and a folder of runs. Name the one that is meant, and import the other after it.")
                : new MlflowFolder(folder, report);
        }

        return File.Exists(Path.Combine(path, "mlflow.db"))
            ? MlflowDatabase.Open(Path.Combine(path, "mlflow.db"))
            : throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                $"There is nothing of MLflow's at {path}. Name an mlflow.db, or a folder mlruns with experiments that have a meta.yaml.");
    }

    static bool IsAllowed(ExperimentRecord experiment, ImportReport report)
    {
        try
        {
            Limits.ExperimentName(experiment.Name);
            return true;
        }
        catch (TrackingException e)
        {
            report.Skipped(ImportKind.Experiments, $"Experiment {experiment.Id}: {e.Message}");
            return false;
        }
    }

    static void AddRun(
        ImportedRun imported,
        ExperimentRecord old,
        ExperimentRecord here,
        IMlflowSource source,
        MlflowArtifacts files,
        ImportRows rows,
        ImportedUris uris,
        ImportReport report,
        CancellationToken cancellationToken)
    {
        var run = imported.Run;
        if (!IsId(run.Id))
        {
            report.Skipped(ImportKind.Runs, $"Run '{run.Id}' of experiment '{old.Name}' has an id that cannot be kept.");
            return;
        }

        var (id, isKnown) = rows.PlaceOf(run.Id);
        var uri = UriOf(run.ArtifactUri, here, $"{id}/artifacts");
        uris.Add(run.Id, id, uri);
        if (isKnown)
        {
            report.Known(ImportKind.Runs);
            return;
        }

        if (id != run.Id)
        {
            report.Note($"Run {run.Id} has the id {id} here, since its own is taken.");
        }

        if (ArtifactRoots.PathOf(uri) is { } target)
        {
            files.Copy($"Run {run.Id}", run.Id, run.ArtifactUri, $"{old.Id}/{run.Id}/artifacts", target, cancellationToken);
        }

        var name = run.Name.Length > 0 ? run.Name : run.Tags.LastOrDefault(tag => tag.Key == "mlflow.runName").Value ?? run.Id;
        rows.AddRun(imported with { Run = run with { Id = id, ExperimentId = here.Id, Name = name, ArtifactUri = uri } }, source.Place);
    }

    static void AddModel(
        ImportedModel imported,
        ExperimentRecord old,
        ExperimentRecord here,
        MlflowArtifacts files,
        ImportRows rows,
        ImportedUris uris,
        ImportReport report,
        CancellationToken cancellationToken)
    {
        var model = imported.Model;
        if (!IsId(model.Id))
        {
            report.Skipped(ImportKind.LoggedModels, $"Logged model '{model.Id}' of experiment '{old.Name}' has an id that cannot be kept.");
            return;
        }

        if (rows.UriOfModel(model.Id) is { } known)
        {
            // Its files may be others than those here, and may be what a registered version is made of.
            uris.Add(model.Id, model.Id, known);
            report.Known(ImportKind.LoggedModels);
            return;
        }

        var uri = UriOf(model.ArtifactUri, here, $"models/{model.Id}/artifacts");
        uris.Add(model.Id, model.Id, uri);
        if (ArtifactRoots.PathOf(uri) is { } target)
        {
            files.Copy($"Logged model {model.Id}", model.Id, model.ArtifactUri, $"{old.Id}/models/{model.Id}/artifacts", target, cancellationToken);
        }

        rows.AddLoggedModel(imported with { Model = model with { ExperimentId = here.Id, ArtifactUri = uri, SourceRunId = uris.IdOf(model.SourceRunId) } });
    }

    /// <summary>Files on another machine stay there; others come into the store's own artifacts, also where the experiment's are elsewhere.</summary>
    static string UriOf(string old, ExperimentRecord here, string path) => MlflowArtifacts.IsRemote(old) ? old
        : ArtifactRoots.PathOf(here.ArtifactLocation) is null ? ArtifactUri.Below($"{ArtifactUri.Root}{here.Id}", path)
        : ArtifactUri.Below(here.ArtifactLocation, path);

    static bool IsId(string id) => id.Length is > 0 and <= 64 && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
