namespace Cambium.Tracking.Tests;

static class StoredModel
{
    /// <summary>Puts the folder of a saved model into a run, as Run.Log(model) does, without fitting one.</summary>
    internal static void AddTo(Tracker tracker, Run run) =>
        tracker.Store.Artifacts.AddFolder($"{run.ExperimentId}/{run.Id}/artifacts/{RunArtifacts.Model}", folder =>
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "MLmodel"), "");
        });
}
