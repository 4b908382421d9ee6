namespace Cambium.Server.Tests;

/// <summary>Addresses on the server that a client was made for.</summary>
static class Address
{
    internal static Uri Of(string path) => new(path, UriKind.Relative);
}
