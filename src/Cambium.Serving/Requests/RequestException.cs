namespace Cambium.Serving;

/// <summary>A scoring request cannot be answered as it stands. The message tells every problem: which input, what was found, what was expected, what to do.</summary>
public sealed class RequestException : Exception
{
    /// <summary>Says what is wrong with the request.</summary>
    public RequestException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the request, and what made it known.</summary>
    public RequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
