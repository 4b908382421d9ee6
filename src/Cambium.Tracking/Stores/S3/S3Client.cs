using Amazon;
using Amazon.S3;

namespace Cambium.Tracking;

/// <summary>Connects to S3, or to what speaks its protocol, as the environment says.</summary>
static class S3Client
{
    const string DefaultRegion = "us-east-1";

    /// <summary>
    /// A client of the endpoint in AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL or MLFLOW_S3_ENDPOINT_URL, else of Amazon's in AWS_REGION or AWS_DEFAULT_REGION.
    /// Credentials are found as Amazon's own tools find them: in the environment, a profile, the machine's role.
    /// </summary>
    internal static AmazonS3Client FromEnvironment() => new(Settings(Environment.GetEnvironmentVariable));

    /// <summary>What a client is given.</summary>
    /// <param name="variable">A variable of the environment.</param>
    /// <exception cref="TrackingException">The endpoint is no address.</exception>
    internal static AmazonS3Config Settings(Func<string, string?> variable)
    {
        string? First(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (variable(name) is { Length: > 0 } value)
                {
                    return value;
                }
            }

            return null;
        }

        var region = First("AWS_REGION", "AWS_DEFAULT_REGION") ?? DefaultRegion;
        if (First("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "MLFLOW_S3_ENDPOINT_URL") is not { } endpoint)
        {
            return new AmazonS3Config { RegionEndpoint = RegionEndpoint.GetBySystemName(region) };
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new TrackingException($"The endpoint of S3 is '{endpoint}', but must be an address such as http://localhost:9000. Correct AWS_ENDPOINT_URL_S3.");
        }

        // Others than Amazon seldom have a host name for each bucket.
        return new AmazonS3Config { ServiceURL = endpoint, ForcePathStyle = true, AuthenticationRegion = region };
    }
}
