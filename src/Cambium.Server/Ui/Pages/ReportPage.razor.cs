using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>All that is to be told of a model, in words.</summary>
public partial class ReportPage
{
    ModelReport? _report;
    bool _hasPage;
    IReadOnlyList<string> _problems = [];

    /// <inheritdoc/>
    protected override void Read()
    {
        if (Subject.Run is not { } run)
        {
            return;
        }

        try
        {
            _report = Tracker.ReadModelReport(run.Id);
            _hasPage = Tracker.Artifacts(run.Id).Any(file => file.Path == RunArtifacts.ModelReportPage);
        }
        catch (Exception exception) when (exception is TrackingException or IOException)
        {
            _problems = [exception.Message];
        }
    }
}
