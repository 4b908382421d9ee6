namespace Cambium.Learn;

/// <summary>How sure it is that scores will be too good.</summary>
public enum LeakageSeverity
{
    /// <summary>Worth a look; honest data can look like that.</summary>
    Warning,

    /// <summary>Hardly anything honest looks like that.</summary>
    Severe,
}
