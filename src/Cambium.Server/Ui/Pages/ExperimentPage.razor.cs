using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>The runs of an experiment.</summary>
public partial class ExperimentPage
{
    ExperimentRecord _experiment = null!; // set before the first rendering
    RunQuery _query = null!; // set before the first rendering
    RunTable _table = null!; // set before the first rendering
    IReadOnlyList<SavedView> _views = [];
    DateTimeOffset _now;

    /// <summary>The experiment's number.</summary>
    [Parameter]
    [EditorRequired]
    public required string Id { get; set; }

    string Here => string.Create(CultureInfo.InvariantCulture, $"/experiments/{_experiment.Id}");

    bool IsPlain => _query is { Filter: "", Deleted: false };

    bool MayWrite => RoleHere >= Role.Editor && !_experiment.IsDeleted;

    bool MayManage => RoleHere >= Role.Manager;

    Role RoleHere => Callers.Get().Rights.OnExperiment(_experiment.Id);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _now = Time.GetUtcNow();
        _experiment = Find(Tracker.Store.Experiments, Id);
        _query = RunQuery.Read(_experiment.Id, Query);
        if (_experiment.IsDeleted)
        {
            // All of its runs are deleted with it.
            _query = _query with { Deleted = true };
        }

        _table = RunTable.Of(Tracker.Store.Runs, _query, _now);
        _views = SavedView.Of(_experiment);
    }

    static ExperimentRecord Find(IExperimentStore experiments, string id)
    {
        try
        {
            return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? experiments.GetExperiment(number)
                : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"'{id}' is no number.");
        }
        catch (TrackingException e) when (e.Code is TrackingErrorCode.ResourceDoesNotExist or TrackingErrorCode.PermissionDenied)
        {
            throw new RequestFailure(StatusCodes.Status404NotFound, $"There is no experiment '{id}'. The first page lists those there are.");
        }
    }

    string? StateClass(bool isDeleted) => _query.Deleted == isDeleted ? "true" : null;
}
