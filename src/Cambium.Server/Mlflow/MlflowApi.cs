using Cambium.Tracking;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>MLflow's REST protocol over the stores: what its clients in any language call.</summary>
static class MlflowApi
{
    internal static void MapMlflow(this IEndpointRouteBuilder endpoints, TrackingStore stores, ServerMetrics metrics)
    {
        var routes = new MlflowRoutes(endpoints);
        new MlflowExperiments(stores.Experiments).Map(routes);
        new MlflowRuns(stores.Runs).Map(routes);
        new MlflowLogging(stores.Runs, metrics).Map(routes);
        new MlflowMetrics(stores.Runs).Map(routes);
        new MlflowLoggedModels(stores.LoggedModels).Map(routes);
        new MlflowRegisteredModels(stores.Models).Map(routes);
        new MlflowModelVersions(stores.Models).Map(routes);
        new MlflowArtifactProxy(stores.Artifacts).Map(routes);
        new MlflowFiles(stores.Runs, stores.LoggedModels, stores.Models, stores.Artifacts).Map(routes);
        new MlflowPromptRuns(stores.Runs, stores.Artifacts).Map(routes);
        if (stores.Scorers is { } scorers)
        {
            new MlflowScorers(scorers).Map(routes);
        }

        if (stores.Uploads is { } uploads)
        {
            new MlflowMultipart(uploads).Map(routes);
        }

        if (stores.Traces is { } traces)
        {
            new MlflowTraces(traces, stores.Experiments, stores.Artifacts).Map(routes);
            new MlflowOldTraces(traces).Map(routes);
            new MlflowAssessments(traces).Map(routes);
            new OtlpTraces(traces, stores.Experiments, stores.Artifacts).Map(routes);
        }
    }
}
