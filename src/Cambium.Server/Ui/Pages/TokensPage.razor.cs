using Cambium.Tracking;
using Microsoft.AspNetCore.Components;

namespace Cambium.Server;

/// <summary>Service tokens: which there are, making and revoking them.</summary>
public partial class TokensPage
{
    IReadOnlyList<(TokenRecord Token, IReadOnlyList<string> Scope)> _tokens = [];

    /// <summary>The name of the token that was just made; null where none was.</summary>
    [Parameter]
    public string? Made { get; set; }

    /// <summary>That token, shown this once.</summary>
    [Parameter]
    public string? Secret { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _tokens = [.. People.Tokens.List().Select(token => (token, People.Tokens.Scope(token.Id)))];
}
