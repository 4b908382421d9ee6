namespace Cambium.Monitor;

/// <summary>What a check that does not hold means for those who go on with the data.</summary>
public enum CheckSeverity
{
    /// <summary>Worth a look; the data may be used.</summary>
    Warn,

    /// <summary>The data must not be used.</summary>
    Fail,
}
