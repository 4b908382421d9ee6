using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>Files: whose they are, and what the registry has to say to changes of them.</summary>
sealed partial class Access
{
    /// <summary>
    /// Asks for a role on the experiments whose artifacts a path is of, by their locations; of a number that is no experiment's yet, on that. What lies elsewhere
    /// belongs to the store as a whole.
    /// </summary>
    /// <exception cref="TrackingException">The path is not a plain one, or the role is less.</exception>
    internal void OnArtifact(string path, Role needed)
    {
        if (IsUnlimited)
        {
            return;
        }

        var first = path.Length == 0 ? "" : ArtifactPath.SegmentsOf(path)[0];
        if (first.Length > 0 && people.Grants.ExperimentsAround(path) is { Count: > 0 } owners)
        {
            // All of them: nobody gets at files by making an experiment over them.
            foreach (var owner in owners)
            {
                OnExperiment(owner, needed);
            }
        }
        else if (long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id.ToString(CultureInfo.InvariantCulture) == first)
        {
            OnExperiment(id, needed);
        }
        else
        {
            OnStore(needed, $"artifact:{path}");
        }
    }

    /// <summary>
    /// Asks whether the caller may make an experiment with a location of its own: within those of others only who manages them, since from then on who uses
    /// their files must be let into the new one too.
    /// </summary>
    internal void OnLocation(string? location)
    {
        if (!IsUnlimited && location is not null && ArtifactUri.PathOf(location) is { Length: > 0 } path)
        {
            foreach (var owner in people.Grants.ExperimentsAround(path))
            {
                OnExperiment(owner, Role.Manager);
            }
        }
    }

    /// <summary>
    /// Asks whether the caller may change a file or folder as far as the registry is concerned, as what was checked and approved of must be what is served:
    /// what a version of a registered model was made from is changed only by those who manage the model, and by nobody where approvals count.
    /// </summary>
    /// <returns>Whether it is of a registered version at all.</returns>
    /// <exception cref="TrackingException">It may not be changed.</exception>
    internal bool OnRegisteredFiles(string path)
    {
        var rights = Caller.Rights;
        var around = people.Grants.RegisteredAround(path);
        if (around.FirstOrDefault(folder => rights.OnModel(folder.ModelId) < Role.Manager) is { } kept)
        {
            throw Refused(path, kept, "whose files only those who manage the model may change. Write to another path, or ask one of them.");
        }

        return around.FirstOrDefault(folder => folder.NeedsApproval) is { } approved
            ? throw Refused(
                path, approved, "whose files nobody changes, for a gate of the model asks for approvals. Write to another path, and register a new version from there.")
            : around.Count > 0;
    }

    /// <summary>
    /// Changes a file or folder, and enters it into the log where it is a registered version's. <paramref name="change"/> gets what it must call right before
    /// the change is to be seen: the folder may have been registered while the content was on its way.
    /// </summary>
    internal async Task ChangeFilesAsync(string path, Func<Action, Task> change)
    {
        var isEntered = false;
        var (outcome, details) = (AuditDraft.Failed, "");
        Ask();
        try
        {
            await change(Ask);
            outcome = AuditDraft.Done;
        }
        catch (Exception e) when (e is TrackingException or IOException)
        {
            details = e.Message;
            throw;
        }
        finally
        {
            if (isEntered)
            {
                Enter(outcome, details);
            }
        }

        void Ask()
        {
            if (OnRegisteredFiles(path) && !isEntered)
            {
                Enter(AuditDraft.Begun, "");
                isEntered = true;
            }
        }

        void Enter(string outcome, string details) => people.Audit.Append(new AuditDraft(Caller.Name, "artifact.write", $"artifact:{path}", outcome, details));
    }

    /// <inheritdoc cref="ChangeFilesAsync"/>
    internal void ChangeFiles(string path, Action<Action> change) => ChangeFilesAsync(path, ask =>
    {
        change(ask);
        return Task.CompletedTask;
    }).GetAwaiter().GetResult(); // completed: nothing in it is awaited

    /// <summary>Does something that no transaction holds, such as with files: the log says that it was begun, and what became of it.</summary>
    internal void DoOutside(string action, string subject, Action act)
    {
        Enter(AuditDraft.Begun);
        var (outcome, details) = (AuditDraft.Failed, "");
        try
        {
            act();
            outcome = AuditDraft.Done;
        }
        catch (Exception e) when (e is TrackingException or IOException)
        {
            details = e.Message;
            throw;
        }
        finally
        {
            Enter(outcome, details);
        }

        void Enter(string outcome, string details = "") => people.Audit.Append(new AuditDraft(Caller.Name, action, subject, outcome, details));
    }

    TrackingException Refused(string path, RegisteredFolder kept, string rule)
    {
        NoteRefusal("access", $"artifact:{path}", "belongs to a registered model");
        var owner = Caller.Rights.OnModel(kept.ModelId) >= Role.Viewer
            ? string.Create(CultureInfo.InvariantCulture, $"version {kept.Version} of model '{kept.Model}'")
            : "a version of a registered model";
        return new TrackingException(TrackingErrorCode.PermissionDenied, $"Artifact '{path}' belongs to {owner}, {rule}");
    }
}
