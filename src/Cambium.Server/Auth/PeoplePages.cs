using System.Globalization;
using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cambium.Server;

/// <summary>The pages of users and tokens, and their forms: what was done is shown by the page that is gone to afterwards, so that loading it again does nothing twice.</summary>
sealed class PeoplePages(TrackingStore stores, PeopleStores people, UserPresence presence, CurrentCaller callers, PageRenderer pages)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/users", Verbs.Read, (HttpContext context) => ShowUsersAsync(context, null));
        routes.MapPost("/users", AddUserAsync);
        routes.MapPost("/users/{name}/{act}", ChangeUserAsync);
        routes.MapMethods("/tokens", Verbs.Read, (HttpContext context) => ShowTokensAsync(context, null, null));
        routes.MapPost("/tokens", CreateTokenAsync);
        routes.MapPost("/tokens/{name}/revoke", RevokeTokenAsync);
        routes.MapMethods("/account", Verbs.Read, (HttpContext context) => ShowAccountAsync(context, null));
    }

    internal Task ShowAccountAsync(HttpContext context, string? problem) => ShowAsync<AccountPage>(context, problem, []);

    async Task AddUserAsync(HttpContext context)
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        await DoAsync(context, "/users", ShowUsersAsync, () =>
        {
            var first = !people.Users.HasUsers();
            people.Users.Add(callers.Get().Name, Text(form, "name"), PasswordOf(form), first ? Role.Admin : RoleNames.Parse(Text(form, "role")));
            presence.Forget();
        });
    }

    async Task ChangeUserAsync(HttpContext context, string name, string act)
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        var by = callers.Get().Name;
        await DoAsync(context, "/users", ShowUsersAsync, () =>
        {
            switch (act)
            {
                case "disable":
                    people.Users.Disable(by, name);
                    break;
                case "enable":
                    people.Users.Enable(by, name);
                    break;
                case "role":
                    people.Users.SetRole(by, name, RoleNames.Parse(Text(form, "role")));
                    break;
                case "password":
                    people.Users.SetPassword(by, name, PasswordOf(form));
                    break;
                default:
                    throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is nothing at {context.Request.Path}.");
            }
        });
    }

    async Task CreateTokenAsync(HttpContext context)
    {
        var form = await FormPost.ReadAsync(context, callers.Get());
        try
        {
            var issued = people.Tokens.Create(callers.Get().Name, new NewToken(Text(form, "name"), RoleNames.Parse(Text(form, "role")), TimeSpan.FromDays(DaysOf(Text(form, "days"))))
            {
                Experiments = [.. Words(form, "experiments").Select(ExperimentOf)],
                Models = Words(form, "models"),
            });
            await ShowTokensAsync(context, null, issued);
        }
        catch (TrackingException e)
        {
            await ShowTokensAsync(context, e.Message, null);
        }
    }

    async Task RevokeTokenAsync(HttpContext context, string name)
    {
        await FormPost.ReadAsync(context, callers.Get());
        await DoAsync(context, "/tokens", (again, problem) => ShowTokensAsync(again, problem, null), () => people.Tokens.Revoke(callers.Get().Name, name));
    }

    /// <summary>Does something and goes to a page, or shows why it cannot be done.</summary>
    static async Task DoAsync(HttpContext context, string page, Func<HttpContext, string?, Task> show, Action act)
    {
        try
        {
            act();
        }
        catch (TrackingException e)
        {
            await show(context, e.Message);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = page;
        await context.Response.CompleteAsync();
    }

    Task ShowUsersAsync(HttpContext context, string? problem) => ShowAsync<UsersPage>(context, problem, []);

    Task ShowTokensAsync(HttpContext context, string? problem, IssuedToken? issued) => ShowAsync<TokensPage>(context, problem, new()
    {
        [nameof(TokensPage.Made)] = issued?.Token.Name,
        [nameof(TokensPage.Secret)] = issued?.Secret,
    });

    Task ShowAsync<TPage>(HttpContext context, string? problem, Dictionary<string, object?> parameters)
        where TPage : FormPage
    {
        context.Response.StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        parameters[nameof(FormPage.Problem)] = problem;
        parameters[nameof(FormPage.Word)] = FormPost.WordFor(context, callers.Get());
        parameters[nameof(PageComponent.Query)] = context.Request.Query;
        parameters[nameof(PageComponent.Origin)] = $"{context.Request.Scheme}://{context.Request.Host}";
        return pages.WriteAsync<TPage>(context, ParameterView.FromDictionary(parameters));
    }

    internal static string Text(IFormCollection form, string field) => form[field].ToString().Trim();

    /// <summary>A password that was typed twice; blanks at its ends are part of it.</summary>
    internal static string PasswordOf(IFormCollection form) => form["password"] == form["again"]
        ? form["password"].ToString()
        : throw new TrackingException("The two passwords are not the same. Type the new one twice.");

    static string[] Words(IFormCollection form, string field) => Text(form, field).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The number of an experiment by # and its number, by its name, or by its number alone where none has that name.</summary>
    /// <exception cref="TrackingException">There is none.</exception>
    long ExperimentOf(string text) =>
        (text.StartsWith('#') ? Number(text[1..]) : null)
        ?? stores.Experiments.FindExperiment(text)?.Id
        ?? Number(text)
        ?? throw new TrackingException(TrackingErrorCode.ResourceDoesNotExist, $"There is no experiment '{text}'. Give its name, or # and its number, such as #3.");

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static int DaysOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        ? Math.Min(days, 10_000)
        : throw new TrackingException($"'{text}' is no number of days. Give one up to {NewToken.LongestLifetime.Days}.");
}
