namespace Cambium.Tracking;

/// <summary>The store cannot do what was asked: no such run or model, a changed parameter, a store from a newer program. The message says what to do.</summary>
public sealed class TrackingException : Exception
{
    /// <summary>Says what is wrong.</summary>
    public TrackingException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what made it known.</summary>
    public TrackingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
