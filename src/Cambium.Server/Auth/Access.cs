using System.Collections.Concurrent;
using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Says no to what the caller may not do with an experiment, run or model, and notes in the audit log what was refused and what was done.</summary>
/// <param name="callers">Who asks.</param>
/// <param name="people">Grants, and the log.</param>
/// <param name="store">Where it is looked up to which experiment something belongs.</param>
/// <param name="time">The clock.</param>
sealed class Access(CurrentCaller callers, PeopleStores people, TrackingStore store, TimeProvider time)
{
    /// <summary>Runs whose experiment, which never changes, is remembered; forgotten all at once beyond this.</summary>
    const int MostRuns = 100_000;

    /// <summary>Refusals that are remembered; forgotten all at once beyond this.</summary>
    const int MostRefusals = 1_000;

    /// <summary>How long the same refusal is not noted again: a script that asks all day must not fill the log.</summary>
    static readonly TimeSpan RefusalResolution = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, long> _experiments = new();
    readonly ConcurrentDictionary<string, DateTimeOffset> _refusals = new();

    internal Caller Caller => callers.Get();

    /// <summary>Whether the caller may everything, so that nothing need be looked up.</summary>
    internal bool IsUnlimited => Caller.Rights.IsAdmin;

    /// <summary>Asks for a role on the store as a whole.</summary>
    internal void OnStore(Role needed, string subject = "store") => Require(Caller.Rights.Default, needed, subject, "on the store as a whole");

    /// <summary>Asks for a role on an experiment.</summary>
    internal void OnExperiment(long id, Role needed) => Require(Caller.Rights.OnExperiment(id), needed, $"experiment:{id}", $"on experiment {id}");

    /// <summary>Asks for a role on the experiment of a run.</summary>
    /// <exception cref="TrackingException">There is no such run, or the role is less.</exception>
    internal void OnRun(string runId, Role needed)
    {
        if (!IsUnlimited)
        {
            OnExperiment(ExperimentOf(runId), needed);
        }
    }

    /// <summary>Asks for a role on the experiment of a run that may be another store's; then nothing is asked.</summary>
    /// <exception cref="TrackingException">There is such a run, and the role is less.</exception>
    internal void OnRunWhereThere(string runId, Role needed)
    {
        try
        {
            OnRun(runId, needed);
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.ResourceDoesNotExist)
        {
            // A version may tell of a run that this store does not have.
        }
    }

    /// <summary>Asks for a role on the experiment of a logged model.</summary>
    /// <exception cref="TrackingException">There is no such model, or the role is less.</exception>
    internal void OnLoggedModel(string modelId, Role needed)
    {
        if (!IsUnlimited)
        {
            OnExperiment(store.LoggedModels.GetLoggedModel(modelId).ExperimentId, needed);
        }
    }

    /// <summary>Asks for a role on a registered model; one that is not there counts as any other.</summary>
    internal void OnModel(string name, Role needed)
    {
        if (!IsUnlimited)
        {
            Require(Caller.Rights.OnModel(people.Grants.ModelId(name)), needed, $"model:{name}", $"on model '{name}'");
        }
    }

    /// <summary>The caller's role on a registered model, for pages that show what may be done.</summary>
    internal Role RoleOnModel(string name) => Caller.Rights.OnModel(people.Grants.ModelId(name));

    /// <summary>Asks for a role on the experiment whose artifacts a path is of: its first part. What lies elsewhere belongs to the store as a whole.</summary>
    /// <exception cref="TrackingException">The path is not a plain one, or the role is less.</exception>
    internal void OnArtifact(string path, Role needed)
    {
        if (IsUnlimited)
        {
            return;
        }

        var first = path.Length == 0 ? "" : ArtifactPath.SegmentsOf(path)[0];
        if (long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id.ToString(CultureInfo.InvariantCulture) == first)
        {
            OnExperiment(id, needed);
        }
        else
        {
            OnStore(needed, $"artifact:{path}");
        }
    }

    /// <summary>
    /// Asks whether the caller may change a file or folder as far as the registry is concerned: what a version of a registered model was made from is changed
    /// only by those who manage the model, as what was checked and approved of must be what is served.
    /// </summary>
    internal void OnRegisteredFiles(string path)
    {
        if (IsUnlimited)
        {
            return;
        }

        var rights = Caller.Rights;
        if (people.Grants.RegisteredAround(path).FirstOrDefault(folder => rights.OnModel(folder.ModelId) < Role.Manager) is { } kept)
        {
            NoteRefusal("access", $"artifact:{path}", "belongs to a registered model");
            var owner = rights.OnModel(kept.ModelId) >= Role.Viewer
                ? string.Create(CultureInfo.InvariantCulture, $"version {kept.Version} of model '{kept.Model}'")
                : "a version of a registered model";
            throw new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"Artifact '{path}' belongs to {owner}, whose files only those who manage the model may change. Write to another path, or ask one of them.");
        }
    }

    /// <summary>Asks whether the caller may read what a version is to be made from: the server will load it for whoever may read the version.</summary>
    /// <exception cref="TrackingException">The source is no proper one, or the role is less.</exception>
    internal void OnSource(string source)
    {
        if (IsUnlimited)
        {
            return;
        }

        if (ModelReference.Parse(source) is { } reference)
        {
            if (reference.Name is { } name)
            {
                OnModel(name, Role.Viewer);
            }
            else
            {
                OnLoggedModel(reference.LoggedModelId!, Role.Viewer); // where no name is
            }
        }
        else if (ArtifactUri.PathOf(source) is { } path)
        {
            OnArtifact(path, Role.Viewer);
        }
    }

    /// <summary>Whether the caller may read an experiment.</summary>
    internal bool Sees(long experimentId) => Caller.Rights.OnExperiment(experimentId) >= Role.Viewer;

    /// <summary>Which registered models the caller may read, by name.</summary>
    internal Func<string, bool> SeenModels()
    {
        var rights = Caller.Rights;
        var isSeen = rights.Default >= Role.Viewer;
        if (rights.IsAdmin)
        {
            return _ => true;
        }

        var others = people.Grants.ModelNames(rights.ModelGrants.Where(grant => grant.Value >= Role.Viewer != isSeen).Select(grant => grant.Key));
        return name => others.Contains(name) != isSeen;
    }

    /// <summary>Makes the caller, who has just made an experiment, its manager.</summary>
    internal void OwnExperiment(long id)
    {
        if (Caller is { UserId: not null, Rights.IsAdmin: false } caller && caller.Rights.OnExperiment(id) < Role.Manager)
        {
            people.Grants.SetOnExperiment(caller.Name, caller.Name, id, Role.Manager);
        }
    }

    /// <summary>Makes the caller, who has just made a registered model, its manager.</summary>
    internal void OwnModel(string name)
    {
        if (Caller is { UserId: not null, Rights.IsAdmin: false } caller && caller.Rights.OnModel(people.Grants.ModelId(name)) < Role.Manager)
        {
            people.Grants.SetOnModel(caller.Name, caller.Name, name, Role.Manager);
        }
    }

    /// <summary>Notes what was done, after it was done and before the caller is told.</summary>
    internal void Note(string action, string subject, string details = "") =>
        people.Audit.Append(new AuditDraft(Caller.Name, action, subject, AuditDraft.Done, details));

    /// <summary>Notes what was refused; the same not more often than once a minute.</summary>
    internal void NoteRefusal(string action, string subject, string details)
    {
        var (now, key) = (time.GetUtcNow(), $"{Caller.Name} {action} {subject} {details}");
        if (_refusals.TryGetValue(key, out var last) && now - last < RefusalResolution)
        {
            return;
        }

        if (_refusals.Count >= MostRefusals)
        {
            _refusals.Clear();
        }

        _refusals[key] = now;
        people.Audit.Append(new AuditDraft(Caller.Name, action, subject, AuditDraft.Refused, details));
    }

    /// <summary>What somebody is told whose role is less than what is needed.</summary>
    internal static string Refusal(Caller caller, Role has, Role needed, string place) =>
        $"This needs the role {RoleNames.Text(needed)} {place}; {caller.Name} has {(has == Role.None ? "none" : RoleNames.Text(has))} there. "
        + (needed == Role.Admin ? "Ask an administrator." : "Ask somebody who manages it, or an administrator.");

    void Require(Role has, Role needed, string subject, string place)
    {
        if (has < needed)
        {
            NoteRefusal("access", subject, $"needs {RoleNames.Text(needed)}");
            throw new TrackingException(TrackingErrorCode.PermissionDenied, Refusal(Caller, has, needed, place));
        }
    }

    long ExperimentOf(string runId)
    {
        if (_experiments.TryGetValue(runId, out var known))
        {
            return known;
        }

        var id = store.Runs.GetRun(runId).ExperimentId;
        if (_experiments.Count >= MostRuns)
        {
            _experiments.Clear();
        }

        _experiments[runId] = id;
        return id;
    }
}
