using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>All that is to be told of a model, in words.</summary>
public partial class ReportPage
{
    /// <summary>Largest report that is read; one of a hundred columns takes some 300 KB.</summary>
    const long MostBytes = 8L << 20;

    ModelReport? _report;
    bool _hasPage;
    IReadOnlyList<string> _problems = [];

    /// <inheritdoc/>
    protected override void Read()
    {
        if (Subject.Run is { } run)
        {
            var files = new EvidenceReader(Tracker, run.Id, MostBytes);
            _report = files.Read(RunArtifacts.ModelReport, static (from, id) => from.ReadModelReport(id));
            _hasPage = files.Artifacts.Any(file => file.Path == RunArtifacts.ModelReportPage);
            _problems = files.Problems;
        }
    }
}
