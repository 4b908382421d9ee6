using System.Net;
using Amazon.S3;

namespace Cambium.Tracking;

/// <summary>What becomes of errors of S3.</summary>
static class S3Failure
{
    /// <summary>The error in the words of the store.</summary>
    internal static Exception Translate(Exception e, S3Address address) => e switch
    {
        AmazonS3Exception refusal => Translate(refusal, address),
        { InnerException: HttpRequestException or IOException or TimeoutException } => Unreachable(address, e.InnerException),
        HttpRequestException => Unreachable(address, e),
        _ when e.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => new TrackingException(
            TrackingErrorCode.PermissionDenied,
            $"There are no credentials for {address}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile.",
            e),
        _ => new IOException($"{address} cannot be used: {e.Message}", e),
    };

    /// <summary>Nothing answers at the endpoint.</summary>
    internal static TrackingException Unreachable(S3Address address, Exception e) => new(
        TrackingErrorCode.TemporarilyUnavailable,
        $"{address} does not answer: {e.Message.TrimEnd('.')}. Check the endpoint in AWS_ENDPOINT_URL_S3, and try again.",
        e);

    static Exception Translate(AmazonS3Exception e, S3Address address) => e.ErrorCode switch
    {
        "NoSuchBucket" => new TrackingException(
            TrackingErrorCode.ResourceDoesNotExist,
            $"There is no bucket '{address.Bucket}'. Make it, or give another place for artifacts.",
            e),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" => new TrackingException(
            $"The bucket '{address.Bucket}' is in another region: {e.Message} Set AWS_REGION to it.",
            e),
        "QuotaExceeded" or "XMinioStorageFull" or "XMinioAdminBucketQuotaExceeded" or "InsufficientStorage" => NoRoom(e, address),
        _ => e.StatusCode switch
        {
            HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized => new TrackingException(
                TrackingErrorCode.PermissionDenied,
                $"{address} does not allow it ({e.ErrorCode}: {e.Message}). Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do there.",
                e),
            HttpStatusCode.InsufficientStorage => NoRoom(e, address),
            >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout => new TrackingException(
                TrackingErrorCode.TemporarilyUnavailable,
                $"{address} could not do it now ({e.ErrorCode}: {e.Message}). Try again.",
                e),
            _ => new IOException($"{address} cannot be used ({e.ErrorCode}: {e.Message}).", e),
        },
    };

    static TrackingException NoRoom(AmazonS3Exception e, S3Address address) => new(
        TrackingErrorCode.InsufficientStorage,
        $"{address} is full ({e.ErrorCode}: {e.Message}). Nothing was written. Make room and try again.",
        e);
}
