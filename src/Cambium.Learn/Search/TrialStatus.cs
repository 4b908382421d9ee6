namespace Cambium.Learn;

/// <summary>How a trial stands.</summary>
public enum TrialStatus
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It went to its end.</summary>
    Complete,

    /// <summary>It was stopped because others did better.</summary>
    Pruned,

    /// <summary>It could not be fitted or judged.</summary>
    Failed,
}
