using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>What calls of the stores bring along from the request that is being answered. What the server does by itself brings nothing.</summary>
sealed class RequestSurroundings(IHttpContextAccessor requests, ServerOptions options) : CallSurroundings
{
    /// <inheritdoc/>
    internal override ReadBounds BoundsOfRead()
    {
        if (requests.HttpContext is not { } context)
        {
            return ReadBounds.None;
        }

        if (context.Features.Get<ReadTime>() is not { } others)
        {
            others = new ReadTime();
            context.Features.Set(others);
        }

        return new ReadBounds(options.ReadLimit, context.RequestAborted, others);
    }

    /// <inheritdoc/>
    internal override EntryWithWrite? EntryOfWrite() => requests.HttpContext?.Features.Get<EntryWithWrite>() is { IsWritten: false } entry ? entry : null;
}
