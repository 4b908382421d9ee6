using System.Globalization;
using System.Text;
using System.Text.Json;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Run
{
    /// <summary>Logs every figure of a report as a metric, and the report itself as the artifact report.json.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LogDocument(RunArtifacts.Report, report.ToJson());
        Log([.. report.Scores.Select(score => (score.Name, score.Value, 0L))]);
    }

    /// <summary>Logs a cross-validation: its folds' figures as steps 1, 2 and so on of "cv/NAME", and "cv/NAME_mean", "cv/NAME_sd".</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(CrossValidation validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        Log(
        [
            .. validation.Folds.SelectMany((fold, index) => fold.Scores.Select(score => ($"cv/{score.Name}", score.Value, index + 1L))),
            .. validation.Scores.Select(score => ($"cv/{score.Name}_mean", score.Mean, 0L)),
            .. validation.Scores.Select(score => ($"cv/{score.Name}_sd", score.StandardDeviation, 0L)),
        ]);
    }

    /// <summary>Logs an explanation as the artifact explanation.json.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(Explanation explanation)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        LogDocument(RunArtifacts.Explanation, JsonSerializer.Serialize(explanation, RunArtifacts.Json));
    }

    /// <summary>Logs a comparison of groups as the artifact groups.json, and its differences as metrics "groups/selection_rate_difference" and so on.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(GroupComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        LogDocument(RunArtifacts.Groups, JsonSerializer.Serialize(comparison, RunArtifacts.Json));
        Log(Differences(comparison));
    }

    /// <summary>Logs a recipe's kind as the parameter "recipe", and its settings as parameters; a setting of over 6,000 characters is cut.</summary>
    /// <exception cref="TrackingException">The run has ended, or has such a parameter with another value.</exception>
    public void Log(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        KeyValuePair<string, string>[] parameters =
        [
            new("recipe", RecipeCatalog.KindOf(recipe)),
            .. RecipeCatalog.Describe(recipe).Select(setting => new KeyValuePair<string, string>(RunNames.Parameter(setting.Key), Cut(setting.Value))),
        ];
        Write(() => _runs.Log(Id, new RunBatch { Parameters = parameters }));
    }

    /// <summary>
    /// Logs what table the run learned from: the tags "data.fingerprint", "data.rows" and "data.columns", and the
    /// profile as the artifact profile.json.
    /// </summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        LogDocument(RunArtifacts.Profile, JsonSerializer.Serialize(Profile.Of(table), RunArtifacts.Json));
        KeyValuePair<string, string>[] tags =
        [
            new("data.fingerprint", table.Fingerprint()),
            new("data.rows", table.RowCount.ToString(CultureInfo.InvariantCulture)),
            new("data.columns", table.Columns.Count.ToString(CultureInfo.InvariantCulture)),
        ];
        Write(() => _runs.Log(Id, new RunBatch { Tags = tags }));
    }

    /// <summary>Saves a model as the artifact folder "model", which never changes afterwards.</summary>
    /// <exception cref="TrackingException">The run has ended, or has a model already.</exception>
    public void Log(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Write(() => _files.AddFolder(_run, RunArtifacts.Model, model.Save));
    }

    /// <summary>Logs a search's report as the artifact search.json, and the figures of its best trial as metrics "best/NAME".</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(SearchReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LogDocument(RunArtifacts.Search, report.ToJson());
        Log([.. (report.Best?.Scores ?? []).Select(score => ($"best/{score.Name}", score.Mean, 0L))]);
    }

    /// <summary>Logs a learning curve as the artifact learning-curve.json, and each figure on rows left out as "cv/NAME_mean" with the number of rows learned from as its step.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        LogDocument(RunArtifacts.LearningCurve, curve.ToJson());
        Log([.. curve.Points.SelectMany(point => point.Test.Select(score => ($"cv/{score.Name}_mean", score.Mean, (long)point.Rows)))]);
    }

    /// <summary>Logs a validation curve as the artifact validation-curve.json.</summary>
    /// <exception cref="TrackingException">The run has ended.</exception>
    public void Log(ValidationCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        LogDocument(RunArtifacts.ValidationCurve, curve.ToJson());
    }

    /// <summary>Logs what a search may try.</summary>
    internal void Log(SearchedSpace space) => LogDocument(RunArtifacts.Space, JsonSerializer.Serialize(space, RunArtifacts.Json));

    /// <summary>Logs the importance of settings by the trials that have ended.</summary>
    internal void Log(SearchImportances importances) => LogDocument(RunArtifacts.Importances, JsonSerializer.Serialize(importances, RunArtifacts.Json));

    /// <summary>Logs parameters and tags in one write; values that are too long are cut.</summary>
    internal void Log(IEnumerable<KeyValuePair<string, string>> parameters, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var batch = new RunBatch
        {
            Parameters = [.. parameters.Select(pair => new KeyValuePair<string, string>(RunNames.Parameter(pair.Key), Cut(pair.Value)))],
            Tags = [.. tags],
        };
        Write(() => _runs.Log(Id, batch));
    }

    /// <summary>Logs a trial's figures of one fold more, counted from 1.</summary>
    internal void Log(EquatableArray<TrialScore> scores, int fold) => Log([.. scores.Select(score => ($"cv/{score.Name}", score.Folds[fold - 1], (long)fold))]);

    /// <summary>Logs how a trial ended: its means and, last of all, the artifact trial.json.</summary>
    internal void Log(Trial trial)
    {
        Log([.. trial.Scores.Select(score => ($"cv/{score.Name}_mean", score.Mean, 0L))]);
        LogDocument(RunArtifacts.Trial, trial.ToJson());
    }

    /// <summary>Logs the figure of a candidate of AutoML: each fold's as a step, and the mean.</summary>
    internal void Log(string metric, AutoMlCandidate candidate) =>
        Log([.. candidate.Folds.Select((value, fold) => ($"cv/{metric}", value, fold + 1L)), ($"cv/{metric}_mean", candidate.Mean, 0L)]);

    static string Cut(string value) => value.Length <= RunNames.MaxParameterLength ? value : $"{value[..(RunNames.MaxParameterLength - 3)]}...";

    void LogDocument(string path, string json) => Write(() => _files.Write(_run, path, stream => stream.Write(Encoding.UTF8.GetBytes(json))));
}
