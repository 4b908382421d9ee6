using Cambium.Tracking;
using Microsoft.AspNetCore.Http;

namespace Cambium.Server.Tests;

/// <summary>What a failure is called and which status it has.</summary>
public sealed class MlflowErrorTests
{
    [Theory]
    [InlineData(TrackingErrorCode.InvalidParameterValue, 400, "INVALID_PARAMETER_VALUE")]
    [InlineData(TrackingErrorCode.ResourceDoesNotExist, 404, "RESOURCE_DOES_NOT_EXIST")]
    [InlineData(TrackingErrorCode.ResourceAlreadyExists, 400, "RESOURCE_ALREADY_EXISTS")]
    [InlineData(TrackingErrorCode.InvalidState, 400, "INVALID_STATE")]
    [InlineData(TrackingErrorCode.PermissionDenied, 403, "PERMISSION_DENIED")]
    [InlineData(TrackingErrorCode.DataLoss, 500, "DATA_LOSS")]
    [InlineData(TrackingErrorCode.TemporarilyUnavailable, 503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(TrackingErrorCode.InsufficientStorage, 507, "RESOURCE_EXHAUSTED")]
    [InlineData(TrackingErrorCode.NotImplemented, 501, "NOT_IMPLEMENTED")]
    public void A_stores_refusal_keeps_its_message(TrackingErrorCode code, int status, string name) =>
        Assert.Equal(new MlflowError(status, name, "what is wrong"), MlflowError.Of(new TrackingException(code, "what is wrong")));

    [Fact]
    public void A_refusal_of_every_kind_has_a_name() =>
        Assert.All(Enum.GetValues<TrackingErrorCode>(), code => Assert.Equal(code == TrackingErrorCode.InvalidParameterValue, MlflowError.Of(new TrackingException(code, "")).Code == "INVALID_PARAMETER_VALUE"));

    [Fact]
    public void A_failure_of_the_server_does_not_tell_its_insides() => Assert.Equal(
        new MlflowError(500, "INTERNAL_ERROR", "The server failed to answer. What happened is on its error output; report it if it happens again."),
        MlflowError.Of(new InvalidOperationException("secret of the inside")));

    [Fact]
    public void A_refusal_of_the_transport_has_its_status()
    {
        Assert.Equal(413, MlflowError.Of(new BadHttpRequestException("too large", 413)).Status);
        Assert.Equal("BAD_REQUEST", MlflowError.Of(new BadHttpRequestException("bad", 400)).Code);
        Assert.Equal(new MlflowError(421, "BAD_REQUEST", "not here"), MlflowError.Of(new RequestFailure(421, "not here")));
        Assert.Equal(new MlflowError(403, "PERMISSION_DENIED", "no"), MlflowError.Of(new RequestFailure(403, "no")));
    }
}
