using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>Who asks in the request that is being answered; outside of one, nobody.</summary>
sealed class CurrentCaller(IHttpContextAccessor requests)
{
    internal Caller Get() => requests.HttpContext?.Features.Get<Caller>() ?? Caller.Nobody;

    /// <summary>Does something, whose write brings an entry for the audit log along.</summary>
    internal T With<T>(EntryWithWrite entry, Func<T> act)
    {
        if (requests.HttpContext is not { } context)
        {
            return act();
        }

        context.Features.Set(entry);
        try
        {
            return act();
        }
        finally
        {
            context.Features.Set<EntryWithWrite>(null);
        }
    }

    internal static void Set(HttpContext context, Caller caller) => context.Features.Set(caller);
}
