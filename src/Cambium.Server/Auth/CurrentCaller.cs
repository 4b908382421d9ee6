using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>Who asks in the request that is being answered; outside of one, nobody.</summary>
sealed class CurrentCaller(IHttpContextAccessor requests)
{
    internal Caller Get() => requests.HttpContext?.Features.Get<Caller>() ?? Caller.Nobody;

    internal static void Set(HttpContext context, Caller caller) => context.Features.Set(caller);
}
