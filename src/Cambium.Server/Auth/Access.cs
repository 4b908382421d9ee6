using System.Collections.Concurrent;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Says no to what the caller may not do with an experiment, run or model, and notes in the audit log what was refused and what was done.</summary>
/// <param name="callers">Who asks.</param>
/// <param name="people">Grants, and the log.</param>
/// <param name="store">Where it is looked up to which experiment something belongs.</param>
/// <param name="refusals">Where refusals are noted.</param>
sealed partial class Access(CurrentCaller callers, PeopleStores people, TrackingStore store, RefusalLog refusals)
{
    /// <summary>Runs whose experiment, which never changes, is remembered; forgotten all at once beyond this.</summary>
    const int MostRuns = 100_000;

    readonly ConcurrentDictionary<string, long> _experiments = new();

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
        else if (RunReference.Parse(source) is { } ofRun)
        {
            OnRunWhereThere(ofRun.RunId, Role.Viewer);
        }
        else if (ArtifactUri.PathOf(StoredFolderUri.Of(source)) is { } path)
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

    /// <summary>Does something that is entered into the log in the transaction in which it is written.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="entry">To what, and what else is worth knowing, from what came of it; null where nothing was done.</param>
    /// <param name="act">Does it. Where its write answers something else than it does, the entry is written right after.</param>
    internal T Do<T>(string action, Func<T, (string Subject, string Details)?> entry, Func<T> act)
    {
        var caller = Caller.Name;
        var pending = new EntryWithWrite(people.Audit, written => written is T result ? Draft(result) : null);
        var done = callers.With(pending, act);
        if (!pending.IsWritten && Draft(done) is { } later)
        {
            people.Audit.Append(later);
        }

        return done;

        AuditDraft? Draft(T result) => entry(result) is var (subject, details) ? new AuditDraft(caller, action, subject, AuditDraft.Done, details) : null;
    }

    /// <summary>Does something that is entered into the log in the transaction in which it is written, where the entry is known before.</summary>
    internal void Do(string action, string subject, string details, Action act) => Do<object?>(action, _ => (subject, details), () =>
    {
        act();
        return null;
    });

    /// <summary>Notes what was refused.</summary>
    internal void NoteRefusal(string action, string subject, string details) => refusals.Note(Caller.Name, action, subject, details);

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
