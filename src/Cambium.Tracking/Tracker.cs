using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// Experiments, runs, artifacts and the model registry of one store: a folder with a SQLite file and the artifacts. Several processes may use one
/// folder at once. Safe to use from several threads.
/// </summary>
public sealed class Tracker : IDisposable
{
    Tracker()
    {
    }

    /// <summary>The full path of the store's folder.</summary>
    public string Folder => throw new NotImplementedException();

    /// <summary>Opens the store in a folder, or makes one.</summary>
    /// <exception cref="TrackingException">The folder holds a store of a newer Cambium, or a damaged one.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static Tracker Open(string folder) => Open(folder, TimeProvider.System);

    /// <inheritdoc cref="Open(string)"/>
    /// <param name="folder">The store's folder.</param>
    /// <param name="time">The clock that dates what is logged.</param>
    public static Tracker Open(string folder, TimeProvider time) => throw new NotImplementedException();

    /// <summary>Starts a run; the experiment is made where there is none of the name.</summary>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="name">A name for the run; not unique.</param>
    public Run Start(string experiment, string name) => throw new NotImplementedException();

    /// <summary>Logs a finished piece of work as one run: the recipe's settings, the model, the report.</summary>
    /// <returns>The run, ended.</returns>
    public RunInfo Log(string experiment, Recipe recipe, Model model, Report report) => throw new NotImplementedException();

    /// <summary>All experiments, the newest first.</summary>
    public IReadOnlyList<Experiment> Experiments() => throw new NotImplementedException();

    /// <summary>The runs of an experiment, the newest first.</summary>
    public IReadOnlyList<RunInfo> Runs(long experimentId) => throw new NotImplementedException();

    /// <summary>The run of an id, or of the only id that begins so (at least 4 characters).</summary>
    /// <exception cref="TrackingException">There is none, or more than one.</exception>
    public RunInfo FindRun(string id) => throw new NotImplementedException();

    /// <summary>Every value of a metric, by step and time. Empty where the run never logged it.</summary>
    public IReadOnlyList<MetricPoint> MetricHistory(string runId, string metric) => throw new NotImplementedException();

    /// <summary>The run's artifacts, by path.</summary>
    public IReadOnlyList<ArtifactInfo> Artifacts(string runId) => throw new NotImplementedException();

    /// <summary>Opens an artifact for reading.</summary>
    /// <exception cref="TrackingException">There is no such artifact, or the path leaves the run's folder.</exception>
    public Stream OpenArtifact(string runId, string path) => throw new NotImplementedException();

    /// <summary>Registers the model that a run saved as the next version of a name, which is made where there is none.</summary>
    /// <exception cref="TrackingException">The run saved no model, or the name is blank or not a plain file name.</exception>
    public ModelVersion Register(string name, string runId) => throw new NotImplementedException();

    /// <summary>All registered models, by name.</summary>
    public IReadOnlyList<RegisteredModel> Models() => throw new NotImplementedException();

    /// <summary>The registered model of a name.</summary>
    /// <exception cref="TrackingException">There is none; the message names the nearest spelling.</exception>
    public RegisteredModel FindModel(string name) => throw new NotImplementedException();

    /// <summary>A version by "NAME/VERSION" or "NAME@ALIAS", also with "models:/" before it; by "NAME" alone that of alias champion, else the newest.</summary>
    /// <exception cref="TrackingException">There is no such model, version or alias; the message says which there are.</exception>
    public ModelVersion FindVersion(string reference) => throw new NotImplementedException();

    /// <summary>Points an alias at a version; it moves where it pointed elsewhere.</summary>
    /// <exception cref="TrackingException">There is no such version, or the alias is not made of letters, digits, '_' and '-', or is "latest" or like "v1".</exception>
    public void SetAlias(string name, string alias, int version) => throw new NotImplementedException();

    /// <summary>Closes the store. Runs that are still open count as failed.</summary>
    public void Dispose() => throw new NotImplementedException();
}
