using System.Collections.Concurrent;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// Experiments, runs, artifacts and the model registry of one store: a folder with a SQLite file and the artifacts. Several processes may use one
/// folder at once, on a local disk. Safe to use from several threads. What a call wrote survives the death of the process from the moment it returns;
/// a power cut may take the writes of the last moments but leaves the store whole.
/// </summary>
public sealed partial class Tracker : IDisposable
{
    const int ShortestId = 4;
    const int IdLength = 32;

    readonly SqliteDatabase _database;
    readonly IRunStore _runs;
    readonly IModelRegistry _registry;
    readonly IArtifactStore _artifacts;
    readonly TimeProvider _time;
    readonly ConcurrentDictionary<string, Run> _open = new();

    Tracker(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        Folder = folder;
        _time = time;
        var artifacts = new FolderArtifactStore(Path.Combine(folder, "artifacts"), Path.Combine(folder, "unfinished"), time);
        _artifacts = artifacts;
        _database = SqliteDatabase.Open(Path.Combine(folder, "cambium.db"));
        _runs = new SqliteRunStore(_database, time);
        _registry = new SqliteModelRegistry(_database, run => artifacts.FullPath(run, RunArtifacts.Model), time);
    }

    /// <summary>The full path of the store's folder.</summary>
    public string Folder { get; }

    /// <summary>Opens the store in a folder, or makes one.</summary>
    /// <exception cref="TrackingException">The folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static Tracker Open(string folder) => Open(folder, TimeProvider.System);

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="folder">The store's folder.</param>
    /// <param name="time">The clock that dates what is logged.</param>
    public static Tracker Open(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(time);
        return new Tracker(Path.GetFullPath(folder), time);
    }

    /// <summary>Starts a run; the experiment is made where there is none of the name. Where the working directory lies in a git repository, its commit is the tag "source.commit".</summary>
    /// <param name="experiment">The experiment's name: not blank, at most 500 characters.</param>
    /// <param name="name">A name for the run: not blank, at most 500 characters; not unique.</param>
    /// <exception cref="TrackingException">A name is not allowed.</exception>
    public Run Start(string experiment, string name)
    {
        var id = Guid.NewGuid().ToString("N");
        var commit = SourceCommit.Find(Directory.GetCurrentDirectory());
        KeyValuePair<string, string>[] tags = commit is null ? [] : [new("source.commit", commit)];
        var experimentId = _runs.Add(new NewRun(id, RunNames.Experiment(experiment), RunNames.Run(name), RunOwner.Current(), tags));
        var run = new Run(new RunPlace(experimentId, id), _runs, _artifacts, _time, ended => _open.TryRemove(ended, out _));
        _open[id] = run;
        return run;
    }

    /// <summary>Logs a finished piece of work as one run named after the recipe's kind: the recipe's settings, the model, the report.</summary>
    /// <returns>The run, ended.</returns>
    /// <exception cref="TrackingException">The experiment's name is not allowed.</exception>
    public RunInfo Log(string experiment, Recipe recipe, Model model, Report report)
    {
        using var run = Start(experiment, RecipeCatalog.KindOf(recipe));
        run.Log(recipe);
        run.Log(model);
        run.Log(report);
        run.Complete();
        return FindRun(run.Id);
    }

    /// <summary>All experiments, the newest first.</summary>
    public IReadOnlyList<Experiment> Experiments() => _runs.Experiments();

    /// <summary>The runs of an experiment, the newest first.</summary>
    public IReadOnlyList<RunInfo> Runs(long experimentId) => _runs.Runs(experimentId);

    /// <summary>The run of an id, or of the only id that begins so (at least 4 characters).</summary>
    /// <exception cref="TrackingException">There is none, or more than one.</exception>
    public RunInfo FindRun(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var found = id.Length is >= ShortestId and <= IdLength && id.All(char.IsAsciiHexDigitLower) ? _runs.RunsBeginning(id) : [];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new TrackingException($"There is no run '{id}' in {Folder}. Give a run's id, or at least its first {ShortestId} characters."),
            _ => throw new TrackingException($"More than one run begins with '{id}': {found[0].Id}, {found[1].Id}, perhaps others. Give more of the id."),
        };
    }

    /// <summary>Every value of a metric, by step and time. Empty where the run never logged it.</summary>
    public IReadOnlyList<MetricPoint> MetricHistory(string runId, string metric) => _runs.MetricHistory(runId, metric);

    /// <summary>The run's artifacts, by path.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public IReadOnlyList<ArtifactInfo> Artifacts(string runId) => _artifacts.List(PlaceOf(FindRun(runId)));

    /// <summary>Opens an artifact for reading.</summary>
    /// <exception cref="TrackingException">There is no such run or artifact, or the path leaves the run's folder.</exception>
    public Stream OpenArtifact(string runId, string path)
    {
        var run = FindRun(runId);
        if (_artifacts.OpenRead(PlaceOf(run), path) is { } stream)
        {
            return stream;
        }

        var paths = _artifacts.List(PlaceOf(run)).Select(artifact => artifact.Path).ToList();
        throw new TrackingException(
            $"Run {run.Id} has no artifact '{path}'.{NearestName.Suggestion(path, paths)} It has: {(paths.Count == 0 ? "none" : string.Join(", ", paths))}.");
    }

    /// <summary>Closes the store. Runs that are still open count as failed.</summary>
    public void Dispose()
    {
        try
        {
            foreach (var run in _open.Values)
            {
                run.Dispose();
            }
        }
        finally
        {
            _database.Dispose();
        }
    }

    static RunPlace PlaceOf(RunInfo run) => new(run.ExperimentId, run.Id);
}
