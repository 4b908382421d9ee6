using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// The forms of experiments and runs. What was done is shown by the page that is gone to afterwards, so that loading it again does nothing twice; what
/// could not be done is told by the page that the form stands on.
/// </summary>
sealed class PageForms(Tracker tracker, CurrentCaller callers, PageRenderer pages)
{
    TrackingStore Store => tracker.Store;

    internal void Map(IEndpointRouteBuilder routes)
    {
        Post<ExperimentsPage>(routes, "/experiments", (_, form) => $"/experiments/{Store.Experiments.CreateExperiment(NameOf(form), null, [])}");
        Post<ExperimentPage>(routes, "/experiments/{id}/rename", (values, form) => After(values, id => Store.Experiments.RenameExperiment(id, NameOf(form))));
        Post<ExperimentPage>(routes, "/experiments/{id}/delete", (values, _) => After(values, id => Store.Experiments.DeleteExperiment(id), "/"));
        Post<ExperimentPage>(routes, "/experiments/{id}/restore", (values, _) => After(values, id => Store.Experiments.RestoreExperiment(id)));
        Post<ExperimentPage>(routes, "/experiments/{id}/views", (values, form) => SaveView(values, form));
        Post<ExperimentPage>(routes, "/experiments/{id}/views/delete", (values, form) =>
            After(values, id => Store.Experiments.DeleteExperimentTag(id, SavedView.TagPrefix + form["name"])));
        Post<ExperimentPage>(routes, "/experiments/{id}/runs/delete", (values, form) => OnRuns(values, form, Store.Runs.DeleteRun, "?state=deleted"));
        Post<ExperimentPage>(routes, "/experiments/{id}/runs/restore", (values, form) => OnRuns(values, form, Store.Runs.RestoreRun, ""));
        Post<RunPage>(routes, "/runs/{id}/rename", (values, form) =>
            OnRun(values, id => Store.Runs.UpdateRun(id, new RunChange(null, null, RunNames.Run(form["name"].ToString().Trim())))));
        Post<RunPage>(routes, "/runs/{id}/delete", (values, _) => OnRun(values, Store.Runs.DeleteRun));
        Post<RunPage>(routes, "/runs/{id}/restore", (values, _) => OnRun(values, Store.Runs.RestoreRun));
    }

    /// <summary>Answers a form: does something and goes to a page, or shows the form's page with what is wrong.</summary>
    void Post<TPage>(IEndpointRouteBuilder routes, string pattern, Func<RouteValueDictionary, IFormCollection, string> act)
        where TPage : FormPage => routes.MapPost(pattern, async (HttpContext context) =>
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        try
        {
            context.Response.Headers.Location = act(context.Request.RouteValues, form);
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
        }
        catch (TrackingException e) when (e.Code is TrackingErrorCode.InvalidParameterValue or TrackingErrorCode.ResourceAlreadyExists or TrackingErrorCode.InvalidState)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await pages.WriteAsync<TPage>(context, callers.Get(), e.Message);
        }
    });

    string SaveView(RouteValueDictionary values, IFormCollection form)
    {
        var view = SavedView.Of(form["name"].ToString().Trim(), form["query"].ToString());
        var id = ExperimentOf(values);
        Store.Experiments.SetExperimentTag(id, SavedView.TagPrefix + view.Name, view.Address);
        return view.UrlOf(id);
    }

    static string After(RouteValueDictionary values, Action<long> act, string? page = null)
    {
        var id = ExperimentOf(values);
        act(id);
        return page ?? string.Create(CultureInfo.InvariantCulture, $"/experiments/{id}");
    }

    static string OnRuns(RouteValueDictionary values, IFormCollection form, Action<string> act, string query) => After(values, _ =>
    {
        foreach (var id in form["ids"].OfType<string>().Distinct())
        {
            act(id);
        }
    }) + query;

    string OnRun(RouteValueDictionary values, Action<string> act)
    {
        var id = tracker.FindRun($"{values["id"]}").Id;
        act(id);
        return $"/runs/{id}";
    }

    static string NameOf(IFormCollection form) => RunNames.Experiment(form["name"].ToString().Trim());

    static long ExperimentOf(RouteValueDictionary values) =>
        long.TryParse($"{values["id"]}", NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no experiment '{values["id"]}'. The first page lists those there are.");
}
