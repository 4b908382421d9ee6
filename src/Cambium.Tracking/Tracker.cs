using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// Experiments, runs, artifacts and the model registry of one store: a folder with a SQLite file and the artifacts, a PostgreSQL database with the artifacts
/// elsewhere, or a server, Cambium's own or MLflow's. Safe to use from several threads. Several processes may use one folder at once, on a local disk, and any number
/// one database. What a call wrote survives the death of the process from the moment it returns; a power cut may take the writes of the last moments of a
/// folder but leaves the store whole, and takes nothing from a database. Over HTTP, metrics are gathered (<see cref="Run"/>); everything else is with the server
/// when the call returns. A lost connection, and an answer that asks for patience, is tried again for up to two minutes, so that nothing is lost or made twice.
/// </summary>
public sealed partial class Tracker : IDisposable
{
    const int ShortestId = 4;
    const int IdLength = 32;
    const int PageSize = 1000;

    readonly TrackingStore _store;
    readonly RunFiles _files;
    readonly TimeProvider _time;
    readonly ConcurrentDictionary<string, Run> _open = new();
    readonly ProcessEnd? _processEnd;

    internal Tracker(TrackingStore store, TimeProvider time)
    {
        _store = store;
        _files = new RunFiles(store.Artifacts);
        _time = time;
        _processEnd = store.IsRemote ? new ProcessEnd(() => EachOpenRun(run => run.FlushIfOpen()), () => EachOpenRun(run => run.Dispose())) : null;
    }

    /// <summary>Where the store is: the full path of its folder, or the address of its database or server without user and password.</summary>
    public string Place => _store.Place;

    /// <summary>The stores below.</summary>
    internal TrackingStore Store => _store;

    /// <summary>
    /// Opens a store. A folder's is made where there is none, and so are the tables of a database, such as "postgres://user:password@host:5432/name"; a server,
    /// such as "http://localhost:5000", is not asked before the first call. Who calls a server is told by user and password in the address, by
    /// MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or by MLFLOW_TRACKING_TOKEN. Artifacts are where the environment's CAMBIUM_ARTIFACTS says, a folder
    /// or s3://bucket/prefix; else in the store's folder, or in "cambium-data/artifacts" where the store is a database; a server keeps them itself.
    /// </summary>
    /// <param name="place">The store's folder, or the address of a database or server.</param>
    /// <exception cref="TrackingException">The store is of a newer Cambium, damaged, or cannot be reached; or the address is not understood.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static Tracker Open(string place) => Open(place, TimeProvider.System);

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="place">The store's folder, or the address of a database or server.</param>
    /// <param name="time">The clock that dates what is logged.</param>
    public static Tracker Open(string place, TimeProvider time) => Open(place, null, time);

    /// <summary>Opens a store whose artifacts may be elsewhere, see <see cref="TrackingStore.Open"/>.</summary>
    internal static Tracker Open(string place, string? artifacts, TimeProvider time, TimeSpan longestRead = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(place);
        ArgumentNullException.ThrowIfNull(time);
        return new Tracker(TrackingStore.Open(place, artifacts, time, longestRead), time);
    }

    /// <summary>Starts a run; the experiment is made where there is none of the name. Where the working directory lies in a git repository, its commit is the tag "source.commit".</summary>
    /// <param name="experiment">The experiment's name: not blank, at most 500 characters.</param>
    /// <param name="name">A name for the run: not blank, at most 500 characters; not unique.</param>
    /// <exception cref="TrackingException">A name is not allowed.</exception>
    public Run Start(string experiment, string name)
    {
        var experimentId = ExperimentOf(RunNames.Experiment(experiment));
        var commit = SourceCommit.Find(Directory.GetCurrentDirectory());
        return Start(experimentId, RunNames.Run(name), commit is null ? [] : [new("source.commit", commit)]);
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

    /// <summary>All experiments that are not deleted, the newest first; "Default", which every store has, only where it has runs. A server tells no counts, so its runs are read to be counted.</summary>
    public IReadOnlyList<Experiment> Experiments()
    {
        var runs = _store.Experiments.CountRuns();
        var experiments = new List<Experiment>();
        string? token = null;
        do
        {
            var page = _store.Experiments.SearchExperiments(LifecycleView.Active, new SearchRequest { MaxResults = PageSize, PageToken = token });
            experiments.AddRange(page.Items.Select(experiment => new Experiment(
                experiment.Id, experiment.Name, DateTimeOffset.FromUnixTimeMilliseconds(experiment.Created), runs.GetValueOrDefault(experiment.Id))));
            token = page.NextToken;
        }
        while (token is not null);

        return experiments.FindAll(experiment => experiment.Id != 0 || experiment.RunCount > 0);
    }

    /// <summary>The runs of an experiment that are not deleted, the newest first.</summary>
    public IReadOnlyList<RunInfo> Runs(long experimentId)
    {
        Settle(run => run.ExperimentId == experimentId);
        var runs = new List<RunInfo>();
        string? token = null;
        do
        {
            var page = _store.Runs.SearchRuns(new RunSearch([experimentId], LifecycleView.Active, new SearchRequest { MaxResults = PageSize, PageToken = token }));
            runs.AddRange(page.Items.Select(run => RunInfo.Of(run, _time.GetUtcNow())));
            token = page.NextToken;
        }
        while (token is not null);

        return runs;
    }

    /// <summary>The run of an id, or of the only id that begins so (at least 4 characters).</summary>
    /// <exception cref="TrackingException">There is none, or more than one.</exception>
    public RunInfo FindRun(string id) => RunInfo.Of(Find(id), _time.GetUtcNow());

    /// <summary>Every value of a metric, by step, time and value. Empty where the run never logged it.</summary>
    public IReadOnlyList<MetricPoint> MetricHistory(string runId, string metric)
    {
        Settle(run => run.Id == runId);
        return
        [
            .. _store.Runs.MetricHistory(runId, metric, null, null).Items
                .Select(point => new MetricPoint(point.Key, point.Value, point.Step, DateTimeOffset.FromUnixTimeMilliseconds(point.Time)))
                .OrderBy(point => point.Step).ThenBy(point => point.Time).ThenBy(point => point.Value),
        ];
    }

    /// <summary>The run's artifacts, by path.</summary>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public IReadOnlyList<ArtifactInfo> Artifacts(string runId) => _files.List(Find(runId));

    /// <summary>Opens an artifact for reading.</summary>
    /// <exception cref="TrackingException">There is no such run or artifact, or the path leaves the run's folder.</exception>
    public Stream OpenArtifact(string runId, string path)
    {
        var run = Find(runId);
        if (_files.OpenRead(run, path) is { } stream)
        {
            return stream;
        }

        var paths = _files.List(run).Select(artifact => artifact.Path).ToList();
        throw new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            $"Run {run.Id} has no artifact '{path}'.{NearestName.Suggestion(path, paths)} It has: {(paths.Count == 0 ? "none" : string.Join(", ", paths))}.");
    }

    /// <summary>Closes the store. Runs that are still open count as failed.</summary>
    public void Dispose()
    {
        _processEnd?.Dispose();
        Exception? first = null;
        try
        {
            foreach (var run in _open.Values)
            {
                try
                {
                    run.Dispose();
                }
                catch (Exception e) when (e is TrackingException or IOException)
                {
                    // The other runs are ended all the same.
                    first ??= e;
                }
            }
        }
        finally
        {
            _store.Dispose();
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    /// <summary>Starts a run with tags.</summary>
    Run Start(long experimentId, string name, IReadOnlyList<KeyValuePair<string, string>> tags) => Start(experimentId, name, tags, _time.GetUtcNow());

    Run Start(long experimentId, string name, IReadOnlyList<KeyValuePair<string, string>> tags, DateTimeOffset started) => Open(_store.Runs.CreateRun(
        new NewRun(experimentId, name, Environment.UserName, started.ToUnixTimeMilliseconds(), RunOwner.Current(), tags)));

    Run Open(RunRecord started)
    {
        var run = new Run(started, _store, _files, _time, ended => _open.TryRemove(ended, out _));
        _open[run.Id] = run;
        return run;
    }

    /// <summary>Writes what open runs have gathered for a server, so that what is read next has it.</summary>
    void Settle(Func<Run, bool> which)
    {
        if (_store.IsRemote)
        {
            foreach (var run in _open.Values.Where(which))
            {
                run.FlushIfOpen();
            }
        }
    }

    /// <summary>Does something with each open run when the process ends, which on a server nobody would see otherwise.</summary>
    void EachOpenRun(Action<Run> act)
    {
        foreach (var run in _open.Values)
        {
            try
            {
                act(run);
            }
            catch (Exception e) when (e is TrackingException or IOException or ObjectDisposedException)
            {
                // The next run may fare better, and nobody is left to be told.
            }
        }
    }

    RunRecord Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Settle(run => run.Id.StartsWith(id, StringComparison.Ordinal));
        var found = id.Length is >= ShortestId and <= IdLength && id.All(char.IsAsciiHexDigitLower) ? _store.Runs.RunIdsBeginning(id) : [];
        return found.Count switch
        {
            1 => _store.Runs.GetRun(found[0]),
            0 => throw new TrackingException(
                TrackingErrorCode.ResourceDoesNotExist,
                $"There is no run '{id}' in {Place}. Give a run's id, or at least its first {ShortestId} characters."),
            _ => throw new TrackingException($"More than one run begins with '{id}': {found[0]}, {found[1]}, perhaps others. Give more of the id."),
        };
    }

    /// <summary>The id of an experiment, which is made where there is none of the name.</summary>
    long ExperimentOf(string name)
    {
        if (_store.Experiments.FindExperiment(name) is { } known)
        {
            return known.Id;
        }

        try
        {
            return _store.Experiments.CreateExperiment(name, null, []);
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceAlreadyExists && _store.Experiments.FindExperiment(name) is not null)
        {
            // Another process made it meanwhile.
            return _store.Experiments.FindExperiment(name)!.Id; // found by the filter, and names stay
        }
    }
}
