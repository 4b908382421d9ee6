using Cambium.Learn;

namespace Cambium.Tracking;

public sealed partial class Tracker
{
    /// <summary>The model report that was kept on a run; null where none was.</summary>
    /// <exception cref="TrackingException">There is no such run, or its file is damaged.</exception>
    public ModelReport? ReadModelReport(string runId) => Read(runId, RunArtifacts.ModelReport, stream => ModelReport.FromJson(new StreamReader(stream).ReadToEnd()));

    /// <summary>Keeps a model report on a run, in place of what it has and also after its end.</summary>
    /// <param name="runId">The run that made the model.</param>
    /// <param name="report">The report.</param>
    /// <param name="page">The same as HTML, which the run's pages link to; null: none.</param>
    /// <exception cref="TrackingException">There is no such run.</exception>
    public void LogTo(string runId, ModelReport report, string? page = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (page is not null)
        {
            LogDocument(runId, RunArtifacts.ModelReportPage, page);
        }

        LogDocument(runId, RunArtifacts.ModelReport, report.ToJson());
    }
}
