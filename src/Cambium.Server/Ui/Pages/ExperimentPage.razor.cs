using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>The runs of an experiment.</summary>
public partial class ExperimentPage
{
    Experiment _experiment = new(0, "", default, 0);
    IReadOnlyList<RunInfo> _runs = [];
    RunQuery _query = new(0, "", "", Descending: false, 1, []);
    RunTable _table = new() { Runs = [], Columns = [], Choices = [], Best = new Dictionary<string, double>(), Matching = 0 };
    DateTimeOffset _now;

    /// <summary>The experiment's number.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _now = Time.GetUtcNow();
        _experiment = long.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && Tracker.Experiments().FirstOrDefault(one => one.Id == id) is { } found
            ? found
            : throw new RequestFailure(
                StatusCodes.Status404NotFound,
                $"There is no experiment '{Id}'. The first page lists those there are.");
        _runs = Tracker.Runs(_experiment.Id);
        _query = RunQuery.Read(_experiment.Id, Query);
        _table = RunTable.Of(_runs, _query, _now);
    }
}
