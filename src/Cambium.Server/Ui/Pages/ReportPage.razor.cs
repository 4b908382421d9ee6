using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>All that is to be told of a model, in words.</summary>
public partial class ReportPage
{
    ModelReport? _report;
    bool _hasPage;

    /// <inheritdoc/>
    protected override void Read()
    {
        _report = Files?.Read(RunArtifacts.ModelReport, static (from, run) => from.ReadModelReport(run));
        _hasPage = Files?.Artifacts.Any(file => file.Path == RunArtifacts.ModelReportPage) == true;
    }
}
