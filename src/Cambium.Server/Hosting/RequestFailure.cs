namespace Cambium.Server;

/// <summary>Ends a request with a status and a message for the caller.</summary>
sealed class RequestFailure : Exception
{
    internal RequestFailure(int status, string message)
        : base(message) => Failure = new Failure(status, message);

    /// <summary>What the caller is told.</summary>
    internal Failure Failure { get; }
}
