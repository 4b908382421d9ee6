namespace Cambium.Tracking.Tests;

static class StoredModel
{
    /// <summary>Puts the folder of a saved model into a run, as Run.Log(model) does, without fitting one.</summary>
    internal static void AddTo(Tracker tracker, Run run)
    {
        var artifacts = new FolderArtifactStore(Path.Combine(tracker.Folder, "artifacts"), Path.Combine(tracker.Folder, "unfinished"), TimeProvider.System);
        artifacts.AddFolder(new RunPlace(run.ExperimentId, run.Id), RunArtifacts.Model, folder =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "MLmodel"), "");
        });
    }
}
