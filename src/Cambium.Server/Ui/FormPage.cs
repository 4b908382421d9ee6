using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>A page with forms that change something.</summary>
public abstract class FormPage : PageComponent
{
    /// <summary>Why what was sent could not be done; null where nothing was, or it was done.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>What each form brings along, so that it is known to come from this page.</summary>
    [Parameter]
    [EditorRequired]
    public required string Word { get; set; }
}
