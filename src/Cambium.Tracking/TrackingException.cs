namespace Cambium.Tracking;

/// <summary>The store cannot do what was asked: no such run or model, a changed parameter, a store from a newer program. The message says what to do.</summary>
public sealed class TrackingException : Exception
{
    /// <summary>Says what is wrong with what was asked (<see cref="TrackingErrorCode.InvalidParameterValue"/>).</summary>
    public TrackingException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with what was asked (<see cref="TrackingErrorCode.InvalidParameterValue"/>), and what made it known.</summary>
    public TrackingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Says what is wrong, and of which kind it is.</summary>
    public TrackingException(TrackingErrorCode code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>Of which kind it is.</summary>
    public TrackingErrorCode Code { get; }

    /// <summary>Whether a server refused what it may have done before, when its answer was lost.</summary>
    internal bool WasResent { get; init; }
}
