namespace Cambium.Tracking;

/// <summary>A role that a user has on one experiment or registered model, in place of the default role.</summary>
sealed record GrantRecord
{
    public long UserId { get; init; }

    public string User { get; init; } = "";

    /// <summary>The experiment's or model's number, which is never given twice.</summary>
    public long SubjectId { get; init; }

    /// <summary>The experiment's or model's name.</summary>
    public string Subject { get; init; } = "";

    public bool IsModel { get; init; }

    public Role Role { get; init; }
}
