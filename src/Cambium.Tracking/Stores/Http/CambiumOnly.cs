namespace Cambium.Tracking;

/// <summary>Questions that MLflow's protocol does not have: Cambium's servers answer them, others say that there is nothing.</summary>
static class CambiumOnly
{
    /// <summary>Asks a server that may not know the question.</summary>
    /// <param name="place">The server.</param>
    /// <param name="what">What it is asked for: "gates of aliases".</param>
    /// <param name="call">Asks.</param>
    /// <exception cref="TrackingException">The server refused, or (<see cref="TrackingErrorCode.NotImplemented"/>) does not know the question.</exception>
    internal static T Ask<T>(string place, string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TrackingException e) when (e.Code == TrackingErrorCode.NotImplemented)
        {
            throw new TrackingException(
                TrackingErrorCode.NotImplemented,
                $"MLflow's protocol knows no {what}, and {place} cannot be asked for them: it is no server of Cambium, or an older one. Use one that is, or open the store itself.",
                e);
        }
    }
}
