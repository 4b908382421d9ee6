using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server;

/// <summary>A whole page; each is a function of its address and of what the store holds.</summary>
public abstract class PageComponent : ComponentBase
{
    /// <summary>The query part of the page's address.</summary>
    [Parameter]
    [EditorRequired]
    public required IQueryCollection Query { get; set; }

    /// <summary>The server's own address as the browser knows it, without a slash at the end: http://127.0.0.1:5000.</summary>
    [Parameter]
    [EditorRequired]
    public required string Origin { get; set; }
}
