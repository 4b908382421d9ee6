using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>
/// The two cookies: of who is signed in, and of a form that is about to. Not readable for scripts, never sent from another site, and over HTTPS with the
/// prefix __Host-, which keeps other hosts of the domain from setting them.
/// </summary>
static class SignInCookies
{
    const string Session = "cambium_session";
    const string Form = "cambium_form";
    const string HostPrefix = "__Host-";

    internal static string? SessionOf(HttpRequest request) => request.Cookies[NameOf(Session, request.IsHttps)];

    internal static string? FormOf(HttpRequest request) => request.Cookies[NameOf(Form, request.IsHttps)];

    internal static void SetSession(HttpContext context, string id) => Set(context, Session, id, SqlSessionStore.Lifetime);

    internal static void ClearSession(HttpContext context) => context.Response.Cookies.Delete(NameOf(Session, context.Request.IsHttps), Options(context, null));

    /// <summary>The form's cookie, made where there is none.</summary>
    internal static string EnsureForm(HttpContext context)
    {
        if (FormOf(context.Request) is { Length: > 0 } there)
        {
            return there;
        }

        var made = RandomSecret.New();
        Set(context, Form, made, lifetime: null);
        return made;
    }

    static void Set(HttpContext context, string name, string value, TimeSpan? lifetime) =>
        context.Response.Cookies.Append(NameOf(name, context.Request.IsHttps), value, Options(context, lifetime));

    static CookieOptions Options(HttpContext context, TimeSpan? lifetime) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = lifetime,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
    };

    static string NameOf(string name, bool isHttps) => isHttps ? HostPrefix + name : name;
}
