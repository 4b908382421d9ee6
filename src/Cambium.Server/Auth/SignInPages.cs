using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>Signing in and out with a browser, and changing one's own password.</summary>
sealed class SignInPages(PeopleStores people, PasswordSignIn passwords, CurrentCaller callers, PageRenderer pages, PeoplePages others)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/login", Verbs.Read, (HttpContext context) => ShowAsync(context, null, "", NextOf(context.Request.Query["next"])));
        routes.MapPost("/login", SignInAsync);
        routes.MapPost("/logout", SignOutAsync);
        routes.MapPost("/account/password", ChangePasswordAsync);
    }

    async Task SignInAsync(HttpContext context)
    {
        // Whoever is signed in already signs in anew: the form's cookie counts, not the session's.
        var form = await FormPost.ReadAsync(context, Caller.Nobody);
        var (name, next) = (PeoplePages.Text(form, "name"), NextOf(form["next"]));
        var result = await passwords.VerifyAsync(name, form["password"].ToString(), context.Connection.RemoteIpAddress, context.RequestAborted);
        if (result.Wait > TimeSpan.Zero)
        {
            var refusal = AccessGate.TooMany(context, result.Wait).Failure;
            await ShowAsync(context, refusal.Message, name, next, refusal.Status);
            return;
        }

        if (result.Principal is not { UserId: { } userId } principal)
        {
            await ShowAsync(context, "The name or the password is not right.", name, next, StatusCodes.Status401Unauthorized);
            return;
        }

        if (SignInCookies.SessionOf(context.Request) is { Length: > 0 } before)
        {
            people.Sessions.End(before);
        }

        SignInCookies.SetSession(context, people.Sessions.Start(userId));
        people.Audit.Append(new AuditDraft(principal.Name, "sign-in", $"user:{principal.Name}", AuditDraft.Done, $"from {PasswordSignIn.NetworkOf(context.Connection.RemoteIpAddress)}"));
        Go(context, next);
    }

    async Task SignOutAsync(HttpContext context)
    {
        var caller = callers.Get();
        await FormPost.ReadAsync(context, caller);
        if (caller.Session is { } session)
        {
            people.Sessions.End(session);
            people.Audit.Append(new AuditDraft(caller.Name, "sign-out", $"user:{caller.Name}", AuditDraft.Done));
        }

        SignInCookies.ClearSession(context);
        Go(context, "/login");
    }

    async Task ChangePasswordAsync(HttpContext context)
    {
        var caller = callers.Get();
        var form = await FormPost.ReadAsync(context, caller);
        if (caller.UserId is not { } userId)
        {
            await others.ShowAccountAsync(context, "A token has no password.");
            return;
        }

        var result = await passwords.VerifyAsync(caller.Name, form["current"].ToString(), context.Connection.RemoteIpAddress, context.RequestAborted);
        try
        {
            if (result.Wait > TimeSpan.Zero)
            {
                throw AccessGate.TooMany(context, result.Wait);
            }

            if (result.Principal?.UserId != userId)
            {
                throw new TrackingException("The current password is not right.");
            }

            people.Users.SetPassword(caller.Name, caller.Name, PeoplePages.PasswordOf(form));
        }
        catch (TrackingException e)
        {
            await others.ShowAccountAsync(context, e.Message);
            return;
        }

        // All sessions are over, this one too; whoever has just typed the password goes on in a new one.
        SignInCookies.SetSession(context, people.Sessions.Start(userId));
        Go(context, "/account?done=1");
    }

    Task ShowAsync(HttpContext context, string? problem, string name, string next, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return pages.WriteAsync<LoginPage>(context, ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(FormPage.Problem)] = problem,
            [nameof(FormPage.Word)] = AntiForgery.Of(SignInCookies.EnsureForm(context)),
            [nameof(PageComponent.Query)] = context.Request.Query,
            [nameof(PageComponent.Origin)] = "",
            [nameof(LoginPage.Name)] = name,
            [nameof(LoginPage.Next)] = next,
        }));
    }

    /// <summary>Where to go after signing in: only a path of this server, whatever a link says.</summary>
    internal static string NextOf(string? next) =>
        next is { Length: > 0 } && next[0] == '/' && !next.StartsWith("//", StringComparison.Ordinal) && !next.Contains('\\', StringComparison.Ordinal) && next.All(letter => letter is > ' ' and <= '~')
            && !next.StartsWith("/login", StringComparison.Ordinal)
            ? next
            : "/";

    static void Go(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = path;
        context.Response.ContentLength = 0;
    }
}
