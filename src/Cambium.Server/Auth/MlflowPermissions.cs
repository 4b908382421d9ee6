using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/experiments/permissions and /2.0/mlflow/registered-models/permissions: grants, as MLflow's client of its basic-auth app calls them.</summary>
sealed class MlflowPermissions(PeopleStores people, CurrentCaller callers, Access access)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Experiments = "/2.0/mlflow/experiments/permissions/";
        routes.Map("POST", Experiments + "create", call => WriteExperiment(call, SetOnExperiment(call, isThere: false)));
        routes.Map("GET", Experiments + "get", call => WriteExperiment(call, OnExperiment(call) ?? throw NoneOnExperiment(call)));
        routes.Map("PATCH", Experiments + "update", call => SetOnExperiment(call, isThere: true));
        routes.Map("DELETE", Experiments + "delete", RemoveFromExperiment);

        const string Models = "/2.0/mlflow/registered-models/permissions/";
        routes.Map("POST", Models + "create", call => WriteModel(call, SetOnModel(call, isThere: false)));
        routes.Map("GET", Models + "get", call => WriteModel(call, OnModel(call) ?? throw NoneOnModel(call)));
        routes.Map("PATCH", Models + "update", call => SetOnModel(call, isThere: true));
        routes.Map("DELETE", Models + "delete", RemoveFromModel);
    }

    static string User(MlflowCall call) => call.Request.Text("username"u8);

    static long Experiment(MlflowCall call) => call.Request.ExperimentId("experiment_id"u8);

    static string Model(MlflowCall call) => call.Request.Text("name"u8);

    Role? OnExperiment(MlflowCall call)
    {
        access.OnExperiment(Experiment(call), Role.Manager);
        return people.Grants.OnExperiment(User(call), Experiment(call));
    }

    Role? OnModel(MlflowCall call)
    {
        access.OnModel(Model(call), Role.Manager);
        return people.Grants.OnModel(User(call), Model(call));
    }

    Role SetOnExperiment(MlflowCall call, bool isThere)
    {
        var role = MlflowPermission.Parse(call.Request.Text("permission"u8));
        if (OnExperiment(call) is null == isThere)
        {
            throw isThere ? NoneOnExperiment(call) : Taken($"Experiment permission (experiment_id={Experiment(call)}, username={User(call)}) already exists.");
        }

        people.Grants.SetOnExperiment(callers.Get().Name, User(call), Experiment(call), role);
        return role;
    }

    Role SetOnModel(MlflowCall call, bool isThere)
    {
        var role = MlflowPermission.Parse(call.Request.Text("permission"u8));
        if (OnModel(call) is null == isThere)
        {
            throw isThere ? NoneOnModel(call) : Taken($"Registered model permission (name={Model(call)}, username={User(call)}) already exists.");
        }

        people.Grants.SetOnModel(callers.Get().Name, User(call), Model(call), role);
        return role;
    }

    void RemoveFromExperiment(MlflowCall call)
    {
        _ = OnExperiment(call) ?? throw NoneOnExperiment(call);
        people.Grants.SetOnExperiment(callers.Get().Name, User(call), Experiment(call), null);
    }

    void RemoveFromModel(MlflowCall call)
    {
        _ = OnModel(call) ?? throw NoneOnModel(call);
        people.Grants.SetOnModel(callers.Get().Name, User(call), Model(call), null);
    }

    void WriteExperiment(MlflowCall call, Role role)
    {
        call.Answer.WriteStartObject("experiment_permission"u8);
        call.Answer.WriteString("experiment_id"u8, Experiment(call).ToString(CultureInfo.InvariantCulture));
        WriteRest(call, role);
    }

    void WriteModel(MlflowCall call, Role role)
    {
        call.Answer.WriteStartObject("registered_model_permission"u8);
        call.Answer.WriteString("name"u8, Model(call));
        WriteRest(call, role);
    }

    void WriteRest(MlflowCall call, Role role)
    {
        call.Answer.WriteNumber("user_id"u8, people.Users.Get(User(call)).Id);
        call.Answer.WriteString("permission"u8, MlflowPermission.Of(role));
        call.Answer.WriteEndObject();
    }

    static TrackingException Taken(string message) => new(TrackingErrorCode.ResourceAlreadyExists, message);

    static TrackingException NoneOnExperiment(MlflowCall call) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"Experiment permission with experiment_id={Experiment(call)} and username={User(call)} not found");

    static TrackingException NoneOnModel(MlflowCall call) =>
        new(TrackingErrorCode.ResourceDoesNotExist, $"Registered model permission with name={Model(call)} and username={User(call)} not found");
}
