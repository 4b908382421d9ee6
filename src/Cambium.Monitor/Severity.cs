namespace Cambium.Monitor;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do yet.</summary>
    Info,

    /// <summary>A moderate change: watch it, and look for its cause.</summary>
    Warning,

    /// <summary>A large change: the model's answers can no longer be taken on trust.</summary>
    Alert,
}
