namespace Cambium.Monitor;

/// <summary>How a check ended.</summary>
public enum CheckOutcome
{
    /// <summary>It holds.</summary>
    Passed,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>It could not be run: a column is not there or of an unfit type, a reference was not given. Nobody knows whether it holds.</summary>
    NotRun,
}
