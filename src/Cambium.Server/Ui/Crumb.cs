namespace Cambium.Server;

/// <summary>A step on the way to a page.</summary>
/// <param name="Text">What it is called.</param>
/// <param name="Url">Where it is; null for the page itself.</param>
public sealed record Crumb(string Text, string? Url = null);
