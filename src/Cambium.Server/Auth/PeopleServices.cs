using Cambium.Tracking;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Cambium.Server;

/// <summary>What the server needs to know people. Pages and endpoints get the store with guards before it; none gets the bare one.</summary>
static class PeopleServices
{
    internal static IServiceCollection AddPeople(this IServiceCollection services, Tracker tracker, PeopleStores people) => services
        .AddSingleton<IHttpContextAccessor, HttpContextAccessor>()
        .AddSingleton<RequestSurroundings>()
        .AddSingleton<CurrentCaller>()
        .AddSingleton(people)
        .AddSingleton<RefusalLog>()
        .AddSingleton(provider => new Access(provider.GetRequiredService<CurrentCaller>(), people, tracker.Store, provider.GetRequiredService<RefusalLog>()))
        .AddSingleton(provider => GuardedStores.Over(tracker.Store, provider.GetRequiredService<Access>()))
        .AddSingleton(provider => new Tracker(provider.GetRequiredService<TrackingStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(new PrincipalCache(people.Principals))
        .AddSingleton<PasswordSignIn>()
        .AddSingleton<UserPresence>()
        .AddSingleton<PeoplePages>()
        .AddSingleton<GrantPages>()
        .AddSingleton<PageForms>()
        .AddSingleton<ModelForms>()
        .AddSingleton<SignInPages>()
        .AddSingleton<MlflowUsers>()
        .AddSingleton<MlflowPermissions>();

    internal static void MapPeople(this WebApplication app)
    {
        var mlflow = new MlflowRoutes(app);
        app.Services.GetRequiredService<PeoplePages>().Map(app);
        app.Services.GetRequiredService<GrantPages>().Map(app);
        app.Services.GetRequiredService<SignInPages>().Map(app);
        app.Services.GetRequiredService<MlflowUsers>().Map(mlflow);
        app.Services.GetRequiredService<MlflowPermissions>().Map(mlflow);
    }
}
