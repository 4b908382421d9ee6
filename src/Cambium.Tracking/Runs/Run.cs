using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// A run that is being written. What it logs is durable when the call returns. Disposed without <see cref="Complete"/> it counts as failed; killed, it
/// stays readable and is shown as unfinished. Safe to use from several threads.
/// </summary>
public sealed class Run : IProgress<FitProgress>, IDisposable
{
    internal Run()
    {
    }

    /// <summary>32 lower-case hex digits.</summary>
    public string Id => throw new NotImplementedException();

    /// <summary>The experiment it belongs to.</summary>
    public long ExperimentId => throw new NotImplementedException();

    /// <summary>Logs a metric.</summary>
    /// <exception cref="TrackingException">The run has ended, or the name is blank or longer than 250 characters.</exception>
    public void Log(string metric, double value, long step = 0) => throw new NotImplementedException();

    /// <summary>Logs every figure of a report as a metric, and the report itself as the artifact report.json.</summary>
    public void Log(Report report) => throw new NotImplementedException();

    /// <summary>Logs a cross-validation: its folds' figures as steps of "cv/NAME", and "cv/NAME_mean", "cv/NAME_sd".</summary>
    public void Log(CrossValidation validation) => throw new NotImplementedException();

    /// <summary>Logs an explanation as the artifact explanation.json.</summary>
    public void Log(Explanation explanation) => throw new NotImplementedException();

    /// <summary>Logs a comparison of groups as the artifact groups.json, and its differences as metrics.</summary>
    public void Log(GroupComparison comparison) => throw new NotImplementedException();

    /// <summary>Logs a recipe's kind and settings as parameters.</summary>
    public void Log(Recipe recipe) => throw new NotImplementedException();

    /// <summary>Logs what table the run learned from: fingerprint, rows and columns as tags, the profile as the artifact profile.json.</summary>
    public void Log(Table table) => throw new NotImplementedException();

    /// <summary>Saves a model as the artifact folder "model".</summary>
    public void Log(Model model) => throw new NotImplementedException();

    /// <summary>Logs a parameter, which cannot change afterwards.</summary>
    /// <exception cref="TrackingException">It was logged with another value.</exception>
    public void Parameter(string name, string value) => throw new NotImplementedException();

    /// <summary>Sets a tag, which may change.</summary>
    public void Tag(string name, string value) => throw new NotImplementedException();

    /// <summary>Copies a file into the run's artifacts.</summary>
    /// <param name="file">The file to copy.</param>
    /// <param name="path">Its place below the run's artifact folder, with forward slashes; never outside it.</param>
    public void Artifact(string file, string path) => throw new NotImplementedException();

    /// <summary>Logs the losses of a fit as metrics "training_loss" and "validation_loss", with the step done.</summary>
    public void Report(FitProgress value) => throw new NotImplementedException();

    /// <summary>Ends the run as finished.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <summary>Ends the run as failed unless it was completed.</summary>
    public void Dispose() => throw new NotImplementedException();
}
