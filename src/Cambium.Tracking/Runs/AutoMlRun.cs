using System.Globalization;
using Cambium.Learn;

namespace Cambium.Tracking;

/// <summary>
/// Follows AutoML for a run: each candidate that ends becomes a nested run with its family and settings as parameters, the figure of each fold as steps of "cv/NAME", their mean, and tags like those of a search's
/// trials. The runs end at once; the run itself is the caller's to end.
/// </summary>
public sealed class AutoMlRun : IProgress<AutoMlProgress>
{
    readonly Run _run;
    readonly Func<AutoMlCandidate, IReadOnlyList<KeyValuePair<string, string>>, Run> _start;
    bool _isDescribed;

    internal AutoMlRun(Run run, Func<AutoMlCandidate, IReadOnlyList<KeyValuePair<string, string>>, Run> start) => (_run, _start) = (run, start);

    /// <summary>Logs the candidate that ended, if one did.</summary>
    /// <exception cref="TrackingException">The run has ended, or cannot be written.</exception>
    public void Report(AutoMlProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Ended is not { } candidate)
        {
            return;
        }

        if (!_isDescribed && value.Metric.Length > 0)
        {
            // The settings are the recipes' own; what candidates are ranked by is not among them.
            _run.Log(new SearchedSpace([], [SearchedSpace.MetricOf(value.Metric, new CrossValidationOptions())]));
            _isDescribed = true;
        }

        using var run = _start(candidate, [.. TagsOf(candidate)]);
        run.Log([new("family", candidate.Family), .. RecipeCatalog.Describe(candidate.Recipe)], []);
        if (candidate.Status == TrialStatus.Complete)
        {
            run.Log(value.Metric, candidate);
        }

        if (candidate.Status != TrialStatus.Failed)
        {
            run.Complete();
        }
    }

    static IEnumerable<KeyValuePair<string, string>> TagsOf(AutoMlCandidate candidate)
    {
        yield return new("trial.number", candidate.Number.ToString(CultureInfo.InvariantCulture));
        yield return new("trial.family", candidate.Family);
        yield return new("trial.rows", candidate.Rows.ToString(CultureInfo.InvariantCulture));
        yield return new("trial.status", candidate.Status.ToString().ToLowerInvariant());
        yield return new("trial.seconds", candidate.Seconds.ToString(CultureInfo.InvariantCulture));
        if (candidate.Interval is { } interval)
        {
            yield return new("trial.low", interval.Low.ToString(CultureInfo.InvariantCulture));
            yield return new("trial.high", interval.High.ToString(CultureInfo.InvariantCulture));
        }

        if (candidate.Error is { } error)
        {
            yield return new("trial.error", error.Length <= 1000 ? error : $"{error[..997]}...");
        }
    }
}
