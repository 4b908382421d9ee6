using System.Net.Http.Headers;
using System.Text;

namespace Cambium.Tracking;

/// <summary>Where a server is and who calls it.</summary>
/// <param name="Root">The address below which the server's paths lie, without user and password, with a slash at its end.</param>
/// <param name="Credentials">What each request says of the caller; null: nothing.</param>
sealed record HttpAddress(Uri Root, AuthenticationHeaderValue? Credentials)
{
    /// <summary>The address for people; never with a password.</summary>
    internal string Place => Root.AbsoluteUri.TrimEnd('/');

    /// <summary>The path below the root: of MLflow's protocol, or of what only Cambium's servers answer.</summary>
    internal static string Below(string path) => path.StartsWith("cambium/", StringComparison.Ordinal) ? "api/" + path : "api/2.0/" + path;

    /// <summary>Whether a store's place is a server's address.</summary>
    internal static bool Is(string place) =>
        place.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || place.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Reads an address. User and password may stand in it; else MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, else MLFLOW_TRACKING_TOKEN say who calls,
    /// as they do for MLflow's own clients.
    /// </summary>
    /// <exception cref="TrackingException">It is no address of a server.</exception>
    internal static HttpAddress Parse(string url, Func<string, string?> environment)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            // What stands before an @ may be a password.
            throw new TrackingException(
                $"'{url[(url.LastIndexOf('@') + 1)..]}' is not the address of a tracking server. Give scheme, host and port, such as http://localhost:5000.");
        }

        var root = new UriBuilder(uri) { UserName = "", Password = "", Path = uri.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        return new HttpAddress(root, CredentialsOf(uri, environment));
    }

    static AuthenticationHeaderValue? CredentialsOf(Uri uri, Func<string, string?> environment)
    {
        if (uri.UserInfo.Length > 0)
        {
            var parts = uri.UserInfo.Split(':', 2);
            return Basic(Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        if (environment("MLFLOW_TRACKING_USERNAME") is { Length: > 0 } user && environment("MLFLOW_TRACKING_PASSWORD") is { Length: > 0 } password)
        {
            return Basic(user, password);
        }

        return environment("MLFLOW_TRACKING_TOKEN") is { Length: > 0 } token ? new AuthenticationHeaderValue("Bearer", token.Trim()) : null;
    }

    static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Without the credentials, which a record would print.</summary>
    public override string ToString() => Place;
}
