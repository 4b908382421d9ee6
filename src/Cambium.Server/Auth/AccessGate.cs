using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>
/// Asks who the caller is and whether the endpoint is open to them. While there are no users, whoever asks from this machine, and not through a proxy on it,
/// may everything.
/// </summary>
sealed class AccessGate(
    RequestDelegate next,
    ServerOptions options,
    PeopleStores people,
    UserPresence presence,
    PasswordSignIn passwords,
    PrincipalCache principals,
    Access access,
    TimeProvider time)
{
    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var isOpen = !presence.HasUsers() && LoopbackHost.IsCaller(context, options);
        var proxy = isOpen ? LoopbackHost.ProxyHeaderOf(context.Request) : null;
        if (isOpen && proxy is null)
        {
            CurrentCaller.Set(context, Caller.Local);
            await next(context);
            return;
        }

        // Where no endpoint is, nothing is guarded: 404 and 405, which tell nobody anything, are for everybody.
        var endpoint = context.GetEndpoint() as RouteEndpoint;
        var need = endpoint is null ? Need.Nothing : EndpointRoles.Of(context.Request.Method, endpoint.RoutePattern.RawText ?? "") ?? Need.Admin;
        if (need.Kind == NeedKind.Nothing)
        {
            // Nobody must say who they are, but a page shows it where they did.
            CurrentCaller.Set(context, OfSession(context) ?? Caller.Nobody);
            await next(context);
            return;
        }

        if (proxy is not null)
        {
            throw new RequestFailure(
                StatusCodes.Status403Forbidden,
                $"A proxy sent this request (it has the header {proxy}), but the server was not told of one and has no users, so it cannot tell who comes through it from who "
                + "is at this machine. Add the first user with 'cambium users add NAME --role admin', and start the server with --behind-proxy.");
        }

        if (await IdentifyAsync(context) is not { } caller)
        {
            await ChallengeAsync(context);
            return;
        }

        CurrentCaller.Set(context, caller);
        if (!need.IsMetBy(caller.Rights))
        {
            var has = need.Kind == NeedKind.Store ? caller.Rights.Default : caller.Rights.Highest;
            access.NoteRefusal("request", $"{context.Request.Method} {context.Request.Path}", $"needs {RoleNames.Text(need.Role)}");
            throw new RequestFailure(
                StatusCodes.Status403Forbidden,
                Access.Refusal(caller, has, need.Role, need.Kind == NeedKind.Store ? "on the store as a whole" : "on what it names"));
        }

        await next(context);
    }

    async Task<Caller?> IdentifyAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not { Count: > 0 } header)
        {
            return OfSession(context);
        }

        return Credentials.Parse(header[0]) switch
        {
            { Name: null } bearer => OfToken(bearer.Secret),
            { } basic => await OfPasswordAsync(context, basic.Name, basic.Secret),
            null => null,
        };
    }

    Caller? OfSession(HttpContext context)
    {
        if (SignInCookies.SessionOf(context.Request) is not { Length: > 0 } id || people.Sessions.Find(id) is not { } session || principals.OfUser(session.UserId) is not { } principal)
        {
            return null;
        }

        return CallerOf(principal) with { Session = id };
    }

    Caller? OfToken(string secret)
    {
        if (principals.OfToken(secret) is not { } principal || time.GetUtcNow().ToUnixTimeMilliseconds() >= principal.Expires)
        {
            return null;
        }

        presence.NoteTokenUse(principal.Name, secret);
        return CallerOf(principal);
    }

    async Task<Caller?> OfPasswordAsync(HttpContext context, string name, string password)
    {
        var result = await passwords.VerifyAsync(name, password, context.Connection.RemoteIpAddress, context.RequestAborted);
        if (result.Wait > TimeSpan.Zero)
        {
            throw TooMany(context, result.Wait);
        }

        return result.Principal is { } principal ? CallerOf(principal) : null;
    }

    /// <summary>Ends a request that comes too often, with the time to wait.</summary>
    internal static RequestFailure TooMany(HttpContext context, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new RequestFailure(
            StatusCodes.Status429TooManyRequests,
            $"Too many attempts to sign in failed. Wait {seconds} seconds, then try again with the right password, or ask an administrator for another.");
    }

    /// <summary>Sends people to the form, and tells programs what is missing.</summary>
    static async Task ChallengeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!ApiAnswer.IsApiPath(request.Path) && !MlflowRoutes.Owns(request.Path))
        {
            // A form that was filled in too long ago is lost; what was looked at is found again.
            var isRead = Array.Exists(Verbs.Read, verb => verb == request.Method);
            context.Response.Headers.CacheControl = "no-store";
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = isRead ? $"/login?next={Uri.EscapeDataString(request.Path + request.QueryString)}" : "/login";
            await context.Response.CompleteAsync();
            return;
        }

        // A page that asks in the background gets no Basic: the browser would put its own window over it.
        context.Response.Headers.WWWAuthenticate = request.Path.StartsWithSegments("/ajax-api", StringComparison.OrdinalIgnoreCase) ? "Bearer realm=\"Cambium\"" : "Basic realm=\"Cambium\", charset=\"UTF-8\"";
        throw new RequestFailure(
            StatusCodes.Status401Unauthorized,
            request.Headers.Authorization.Count == 0
                ? "Sign in first: send a user's name and password (MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD) or a token (MLFLOW_TRACKING_TOKEN)."
                : "The user name, password or token is not right, or does not hold any more.");
    }

    static Caller CallerOf(Principal principal) => new(principal.Name, principal.Rights) { UserId = principal.UserId, IsSignedIn = true };
}
