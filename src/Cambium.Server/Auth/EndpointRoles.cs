using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// Which role each endpoint needs, by method and route pattern; one that is not here is refused. The pattern is the one that routing chose, so that no
/// two readings of a path can differ. Paths below /ajax-api are those below /api.
/// </summary>
static class EndpointRoles
{
    const string Api = "/api";
    const string AjaxApi = "/ajax-api";

    static readonly Need Read = Need.OnSubject(Role.Viewer);
    static readonly Need Write = Need.OnSubject(Role.Editor);
    static readonly Need Manage = Need.OnSubject(Role.Manager);

    static readonly Dictionary<string, Need> Needs = new(StringComparer.Ordinal)
    {
        // For everybody: that it runs, how it looks, how to get in.
        ["GET /health"] = Need.Nothing,
        ["GET /version"] = Need.Nothing,
        ["GET /v2/health/live"] = Need.Nothing,
        ["GET /v2/health/ready"] = Need.Nothing,
        ["GET /health/live"] = Need.Nothing,
        ["GET /health/ready"] = Need.Nothing,
        ["GET /assets/{version}/{name}"] = Need.Nothing,
        ["GET /login"] = Need.Nothing,
        ["POST /login"] = Need.Nothing,

        // What the server counts, for those who watch over it.
        ["GET /metrics"] = Need.OnStore(Role.Viewer),

        // Pages.
        ["GET /"] = Read,
        ["GET /experiments/{id}"] = Read,
        ["GET /runs/compare"] = Read,
        ["GET /runs/{id}"] = Read,
        ["GET /runs/{id}/artifacts/{**path}"] = Read,
        ["GET /runs/{id}/explanation"] = Read,
        ["GET /runs/{id}/what-if"] = Read,
        ["POST /runs/{id}/what-if"] = Read,
        ["GET /runs/{id}/fairness"] = Read,
        ["GET /runs/{id}/slices"] = Read,
        ["GET /runs/{id}/report"] = Read,
        ["GET /models"] = Read,
        ["GET /models/{name}/{version?}"] = Read,
        ["GET /models/{name}/{version}/explanation"] = Read,
        ["GET /models/{name}/{version}/what-if"] = Read,
        ["POST /models/{name}/{version}/what-if"] = Read,
        ["GET /models/{name}/{version}/fairness"] = Read,
        ["GET /models/{name}/{version}/slices"] = Read,
        ["GET /models/{name}/{version}/report"] = Read,
        ["POST /experiments"] = Need.OnStore(Role.Editor),
        ["POST /experiments/{id}/rename"] = Write,
        ["POST /experiments/{id}/delete"] = Manage,
        ["POST /experiments/{id}/restore"] = Manage,
        ["POST /experiments/{id}/views"] = Write,
        ["POST /experiments/{id}/views/delete"] = Write,
        ["POST /experiments/{id}/runs/delete"] = Manage,
        ["POST /experiments/{id}/runs/restore"] = Manage,
        ["POST /runs/{id}/rename"] = Write,
        ["POST /runs/{id}/delete"] = Manage,
        ["POST /runs/{id}/restore"] = Manage,
        ["POST /models/{name}/describe"] = Write,
        ["POST /models/{name}/aliases"] = Manage,
        ["POST /models/{name}/gates"] = Manage,
        ["POST /models/{name}/gates/remove"] = Manage,
        ["POST /models/{name}/requests"] = Write,
        ["POST /models/{name}/requests/approve"] = Manage,
        ["POST /models/{name}/requests/refuse"] = Manage,
        ["POST /models/{name}/requests/cancel"] = Write,
        ["POST /logout"] = Need.SignIn,
        ["GET /account"] = Need.SignIn,
        ["POST /account/password"] = Need.SignIn,
        ["GET /users"] = Need.Admin,
        ["POST /users"] = Need.Admin,
        ["POST /users/{name}/{act}"] = Need.Admin,
        ["GET /grants"] = Manage,
        ["POST /grants"] = Manage,
        ["GET /audit"] = Need.Admin,
        ["GET /webhooks"] = Need.Admin,
        ["GET /webhooks/{id}"] = Need.Admin,
        ["POST /webhooks"] = Need.Admin,
        ["POST /webhooks/{id}"] = Need.Admin,
        ["POST /webhooks/{id}/test"] = Need.Admin,
        ["POST /webhooks/{id}/pause"] = Need.Admin,
        ["POST /webhooks/{id}/resume"] = Need.Admin,
        ["POST /webhooks/{id}/delete"] = Need.Admin,
        ["GET /tokens"] = Need.Admin,
        ["POST /tokens"] = Need.Admin,
        ["POST /tokens/{name}/revoke"] = Need.Admin,

        // Scoring and artifacts of the pages.
        ["POST /invocations"] = Read,
        ["GET /ping"] = Need.Nothing,
        ["GET /v2"] = Read,
        ["GET /v2/models/{name}"] = Read,
        ["GET /v2/models/{name}/ready"] = Read,
        ["POST /v2/models/{name}/infer"] = Read,
        ["GET /v2/models/{name}/versions/{version}"] = Read,
        ["GET /v2/models/{name}/versions/{version}/ready"] = Read,
        ["POST /v2/models/{name}/versions/{version}/infer"] = Read,
        ["GET /api/runs/metrics"] = Read,
        ["GET /api/runs/{id}/artifacts"] = Read,
        ["GET /api/runs/{id}/artifacts/{**path}"] = Read,

        // Gates of aliases, requests for them, and the history of the registry.
        ["GET /api/cambium/gates"] = Read,
        ["PUT /api/cambium/gates"] = Manage,
        ["DELETE /api/cambium/gates"] = Manage,
        ["GET /api/cambium/gates/missing"] = Read,
        ["GET /api/cambium/alias-requests"] = Read,
        ["POST /api/cambium/alias-requests"] = Write,
        ["GET /api/cambium/alias-requests/{request_id}"] = Read,
        ["POST /api/cambium/alias-requests/{request_id}/approve"] = Manage,
        ["POST /api/cambium/alias-requests/{request_id}/refuse"] = Manage,
        ["POST /api/cambium/alias-requests/{request_id}/cancel"] = Write,
        ["GET /api/cambium/history"] = Read,
        ["GET /api/cambium/history/at"] = Read,
        ["GET /api/cambium/history/aliases"] = Read,

        // MLflow: experiments.
        ["POST /api/2.0/mlflow/experiments/create"] = Need.OnStore(Role.Editor),
        ["GET /api/2.0/mlflow/experiments/get"] = Read,
        ["GET /api/2.0/mlflow/experiments/get-by-name"] = Read,
        ["GET /api/2.0/mlflow/experiments/search"] = Need.SignIn,
        ["POST /api/2.0/mlflow/experiments/search"] = Need.SignIn,
        ["POST /api/2.0/mlflow/experiments/search-datasets"] = Read,
        ["POST /api/2.0/mlflow/experiments/update"] = Write,
        ["POST /api/2.0/mlflow/experiments/set-experiment-tag"] = Write,
        ["POST /api/2.0/mlflow/experiments/delete-experiment-tag"] = Write,
        ["POST /api/2.0/mlflow/experiments/delete"] = Manage,
        ["POST /api/2.0/mlflow/experiments/restore"] = Manage,

        // MLflow: runs.
        ["POST /api/2.0/mlflow/runs/create"] = Write,
        ["GET /api/2.0/mlflow/runs/get"] = Read,
        ["POST /api/2.0/mlflow/runs/search"] = Need.SignIn,
        ["POST /api/2.0/mlflow/runs/update"] = Write,
        ["POST /api/2.0/mlflow/runs/log-metric"] = Write,
        ["POST /api/2.0/mlflow/runs/log-parameter"] = Write,
        ["POST /api/2.0/mlflow/runs/log-batch"] = Write,
        ["POST /api/2.0/mlflow/runs/log-inputs"] = Write,
        ["POST /api/2.0/mlflow/runs/log-model"] = Write,
        ["POST /api/2.0/mlflow/runs/outputs"] = Write,
        ["POST /api/2.0/mlflow/runs/set-tag"] = Write,
        ["POST /api/2.0/mlflow/runs/delete-tag"] = Write,
        ["POST /api/2.0/mlflow/runs/create-promptlab-run"] = Write,
        ["GET /api/2.0/mlflow/gateway-proxy"] = Need.SignIn,
        ["POST /api/2.0/mlflow/gateway-proxy"] = Need.SignIn,
        ["POST /api/2.0/mlflow/runs/delete"] = Manage,
        ["POST /api/2.0/mlflow/runs/restore"] = Manage,
        ["GET /api/2.0/mlflow/metrics/get-history"] = Read,
        ["GET /api/2.0/mlflow/metrics/get-history-bulk"] = Read,
        ["GET /api/2.0/mlflow/metrics/get-history-bulk-interval"] = Read,
        ["GET /api/2.0/mlflow/artifacts/list"] = Read,
        ["POST /api/2.0/mlflow/upload-artifact"] = Write,
        ["GET /api/2.0/mlflow/get-artifact"] = Read,
        ["GET /api/2.0/mlflow/model-versions/get-artifact"] = Read,
        ["GET /get-artifact"] = Read,
        ["GET /model-versions/get-artifact"] = Read,

        // MLflow: logged models.
        ["POST /api/2.0/mlflow/logged-models"] = Write,
        ["POST /api/2.0/mlflow/logged-models/search"] = Need.SignIn,
        ["GET /api/2.0/mlflow/logged-models/{model_id}"] = Read,
        ["PATCH /api/2.0/mlflow/logged-models/{model_id}"] = Write,
        ["DELETE /api/2.0/mlflow/logged-models/{model_id}"] = Manage,
        ["PATCH /api/2.0/mlflow/logged-models/{model_id}/tags"] = Write,
        ["DELETE /api/2.0/mlflow/logged-models/{model_id}/tags/{**tag_key}"] = Write,
        ["POST /api/2.0/mlflow/logged-models/{model_id}/params"] = Write,
        ["GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/directories"] = Read,
        ["GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/files"] = Read,

        // MLflow: the registry.
        ["POST /api/2.0/mlflow/webhooks"] = Need.Admin,
        ["GET /api/2.0/mlflow/webhooks"] = Need.Admin,
        ["GET /api/2.0/mlflow/webhooks/{webhook_id}"] = Need.Admin,
        ["PATCH /api/2.0/mlflow/webhooks/{webhook_id}"] = Need.Admin,
        ["DELETE /api/2.0/mlflow/webhooks/{webhook_id}"] = Need.Admin,
        ["POST /api/2.0/mlflow/webhooks/{webhook_id}/test"] = Need.Admin,
        ["POST /api/2.0/mlflow/registered-models/create"] = Need.OnStore(Role.Editor),
        ["GET /api/2.0/mlflow/registered-models/get"] = Read,
        ["GET /api/2.0/mlflow/registered-models/search"] = Need.SignIn,
        ["GET /api/2.0/mlflow/registered-models/get-latest-versions"] = Read,
        ["POST /api/2.0/mlflow/registered-models/get-latest-versions"] = Read,
        ["PATCH /api/2.0/mlflow/registered-models/update"] = Write,
        ["POST /api/2.0/mlflow/registered-models/set-tag"] = Write,
        ["DELETE /api/2.0/mlflow/registered-models/delete-tag"] = Write,
        ["POST /api/2.0/mlflow/registered-models/rename"] = Manage,
        ["DELETE /api/2.0/mlflow/registered-models/delete"] = Manage,
        ["GET /api/2.0/mlflow/registered-models/alias"] = Read,
        ["POST /api/2.0/mlflow/registered-models/alias"] = Manage,
        ["DELETE /api/2.0/mlflow/registered-models/alias"] = Manage,
        ["POST /api/2.0/mlflow/model-versions/create"] = Write,
        ["GET /api/2.0/mlflow/model-versions/get"] = Read,
        ["GET /api/2.0/mlflow/model-versions/search"] = Need.SignIn,
        ["GET /api/2.0/mlflow/model-versions/get-download-uri"] = Read,
        ["PATCH /api/2.0/mlflow/model-versions/update"] = Write,
        ["POST /api/2.0/mlflow/model-versions/set-tag"] = Write,
        ["DELETE /api/2.0/mlflow/model-versions/delete-tag"] = Write,
        ["POST /api/2.0/mlflow/model-versions/transition-stage"] = Manage,
        ["DELETE /api/2.0/mlflow/model-versions/delete"] = Manage,

        // MLflow: the artifact proxy.
        ["GET /api/2.0/mlflow-artifacts/artifacts"] = Read,
        ["GET /api/2.0/mlflow-artifacts/artifacts/{**path}"] = Read,
        ["PUT /api/2.0/mlflow-artifacts/artifacts/{**path}"] = Write,
        ["DELETE /api/2.0/mlflow-artifacts/artifacts/{**path}"] = Manage,
        ["POST /api/2.0/mlflow-artifacts/mpu/create/{**path}"] = Write,

        // The URL itself holds what allows it, for a day; see GuardedMultipartUploads.
        ["PUT /api/2.0/mlflow-artifacts/mpu/part/{**path}"] = Need.Nothing,
        ["POST /api/2.0/mlflow-artifacts/mpu/complete/{**path}"] = Write,
        ["POST /api/2.0/mlflow-artifacts/mpu/abort/{**path}"] = Write,

        // MLflow: traces.
        ["GET /api/2.0/mlflow/get-trace-artifact"] = Read,
        ["POST /api/2.0/mlflow/traces"] = Write,
        ["GET /api/2.0/mlflow/traces"] = Need.SignIn,
        ["PATCH /api/2.0/mlflow/traces/{request_id}"] = Write,
        ["GET /api/2.0/mlflow/traces/{request_id}/info"] = Read,
        ["POST /v1/traces"] = Write,
        ["POST /api/3.0/mlflow/traces"] = Write,
        ["GET /api/3.0/mlflow/traces/{trace_id}"] = Read,
        ["POST /api/3.0/mlflow/traces/search"] = Need.SignIn,
        ["PATCH /api/3.0/mlflow/traces/{trace_id}/tags"] = Write,
        ["DELETE /api/3.0/mlflow/traces/{trace_id}/tags"] = Write,
        ["PATCH /api/2.0/mlflow/traces/{trace_id}/tags"] = Write,
        ["DELETE /api/2.0/mlflow/traces/{trace_id}/tags"] = Write,
        ["POST /api/3.0/mlflow/traces/delete-traces"] = Manage,
        ["POST /api/2.0/mlflow/traces/delete-traces"] = Manage,
        ["POST /api/2.0/mlflow/traces/link-to-run"] = Write,
        ["POST /api/3.0/mlflow/traces/{trace_id}/assessments"] = Write,
        ["GET /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}"] = Read,
        ["PATCH /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}"] = Write,
        ["DELETE /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}"] = Write,

        // MLflow: scorers.
        ["POST /api/2.0/mlflow/scorers/register"] = Write,
        ["GET /api/2.0/mlflow/scorers/list"] = Read,
        ["GET /api/2.0/mlflow/scorers/versions"] = Read,
        ["GET /api/2.0/mlflow/scorers/get"] = Read,
        ["DELETE /api/2.0/mlflow/scorers/delete"] = Manage,

        // MLflow: people.
        ["GET /api/2.0/mlflow/users/get"] = Need.SignIn,
        ["POST /api/2.0/mlflow/users/create"] = Need.Admin,
        ["PATCH /api/2.0/mlflow/users/update-password"] = Need.SignIn,
        ["PATCH /api/2.0/mlflow/users/update-admin"] = Need.Admin,
        ["DELETE /api/2.0/mlflow/users/delete"] = Need.Admin,
        ["GET /api/2.0/mlflow/experiments/permissions/get"] = Manage,
        ["POST /api/2.0/mlflow/experiments/permissions/create"] = Manage,
        ["PATCH /api/2.0/mlflow/experiments/permissions/update"] = Manage,
        ["DELETE /api/2.0/mlflow/experiments/permissions/delete"] = Manage,
        ["GET /api/2.0/mlflow/registered-models/permissions/get"] = Manage,
        ["POST /api/2.0/mlflow/registered-models/permissions/create"] = Manage,
        ["PATCH /api/2.0/mlflow/registered-models/permissions/update"] = Manage,
        ["DELETE /api/2.0/mlflow/registered-models/permissions/delete"] = Manage,
    };

    /// <summary>All rows: "METHOD PATTERN".</summary>
    internal static IReadOnlyDictionary<string, Need> All => Needs;

    /// <summary>What an endpoint needs; null where it is not in the table, which refuses it.</summary>
    internal static Need? Of(string method, string pattern) =>
        Needs.TryGetValue($"{(HttpMethods.IsHead(method) ? HttpMethods.Get : method)} {Plain(pattern)}", out var need) ? need : null;

    /// <summary>The pattern as the table has it.</summary>
    internal static string Plain(string pattern)
    {
        var path = pattern.StartsWith(AjaxApi + "/", StringComparison.Ordinal) ? Api + pattern[AjaxApi.Length..] : pattern;
        return path.Length > 1 ? path.TrimEnd('/') : path;
    }
}
