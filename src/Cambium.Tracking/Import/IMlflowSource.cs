namespace Cambium.Tracking;

/// <summary>What MLflow has kept, to be read once from its beginning to its end. What is damaged is left out and noted in the report.</summary>
interface IMlflowSource : IDisposable
{
    /// <summary>The full path of the file or folder.</summary>
    string Place { get; }

    /// <summary>The folder that its paths are relative to, and that its files may lie in.</summary>
    string Folder { get; }

    /// <summary>How many runs there are, for a progress bar.</summary>
    int CountRuns();

    /// <summary>Whether there are traces, which are not imported.</summary>
    bool HasTraces();

    /// <summary>The experiments, deleted ones too.</summary>
    IReadOnlyList<ExperimentRecord> Experiments();

    /// <summary>The runs of an experiment, one after the other.</summary>
    IEnumerable<ImportedRun> Runs(ExperimentRecord experiment);

    /// <summary>The logged models of an experiment, one after the other.</summary>
    IEnumerable<ImportedModel> LoggedModels(ExperimentRecord experiment);

    /// <summary>The registered models with their versions.</summary>
    IEnumerable<ImportedRegistration> RegisteredModels();
}
