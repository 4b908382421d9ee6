using System.Globalization;
using Cambium.Tracking;

namespace Cambium.Server;

/// <summary>/2.0/mlflow/users, as MLflow's client of its basic-auth app calls them. A new user may read everything, which is that app's default too.</summary>
sealed class MlflowUsers(PeopleStores people, UserPresence presence, CurrentCaller callers)
{
    internal void Map(MlflowRoutes routes)
    {
        const string Path = "/2.0/mlflow/users/";
        routes.Map("POST", Path + "create", Create);
        routes.Map("GET", Path + "get", Get);
        routes.Map("PATCH", Path + "update-password", UpdatePassword);
        routes.Map("PATCH", Path + "update-admin", UpdateAdmin);
        routes.Map("DELETE", Path + "delete", call => people.Users.Delete(callers.Get().Name, call.Request.Text("username"u8)));
    }

    void Create(MlflowCall call)
    {
        var user = people.Users.Add(callers.Get().Name, call.Request.Text("username"u8), call.Request.Text("password"u8), Role.Viewer);
        presence.Forget();
        Write(call, user);
    }

    void Get(MlflowCall call)
    {
        var name = call.Request.Text("username"u8);
        OnlyOneself(name);
        Write(call, people.Users.Get(name));
    }

    void UpdatePassword(MlflowCall call)
    {
        var (name, password) = (call.Request.Text("username"u8), call.Request.Text("password"u8));
        OnlyOneself(name);
        people.Users.SetPassword(callers.Get().Name, name, password);
    }

    void UpdateAdmin(MlflowCall call)
    {
        var user = people.Users.Get(call.Request.Text("username"u8));
        people.Users.SetRole(callers.Get().Name, user.Name, call.Request.Flag("is_admin"u8) ? Role.Admin : user.Role);
    }

    /// <summary>Asks for the caller's own name, or an administrator.</summary>
    void OnlyOneself(string name)
    {
        var caller = callers.Get();
        if (!caller.Rights.IsAdmin && (caller.UserId is not { } id || people.Users.Find(name)?.Id != id))
        {
            throw new TrackingException(TrackingErrorCode.PermissionDenied, $"This is for the user '{name}' and for administrators; {caller.Name} is neither.");
        }
    }

    void Write(MlflowCall call, UserRecord user)
    {
        var grants = people.Grants.Of(user.Name);
        var answer = call.Answer;
        answer.WriteStartObject("user"u8);
        answer.WriteNumber("id"u8, user.Id);
        answer.WriteString("username"u8, user.Name);
        answer.WriteBoolean("is_admin"u8, user.IsAdmin);
        answer.WriteStartArray("experiment_permissions"u8);
        foreach (var grant in grants.Where(grant => !grant.IsModel))
        {
            answer.WriteStartObject();
            answer.WriteString("experiment_id"u8, grant.SubjectId.ToString(CultureInfo.InvariantCulture));
            answer.WriteNumber("user_id"u8, grant.UserId);
            answer.WriteString("permission"u8, MlflowPermission.Of(grant.Role));
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteStartArray("registered_model_permissions"u8);
        foreach (var grant in grants.Where(grant => grant.IsModel))
        {
            answer.WriteStartObject();
            answer.WriteString("name"u8, grant.Subject);
            answer.WriteNumber("user_id"u8, grant.UserId);
            answer.WriteString("permission"u8, MlflowPermission.Of(grant.Role));
            answer.WriteEndObject();
        }

        answer.WriteEndArray();
        answer.WriteEndObject();
    }
}
