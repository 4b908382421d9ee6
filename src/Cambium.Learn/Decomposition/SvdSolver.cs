namespace Cambium.Learn;

/// <summary>How the directions of largest spread are found.</summary>
public enum SvdSolver
{
    /// <summary>Randomised where only a tenth of the directions or fewer are wanted of more than 500; else full.</summary>
    Auto,

    /// <summary>All directions, exactly: from the products of all pairs of columns, or from the rows where they are fewer than the
    /// columns.</summary>
    Full,

    /// <summary>Only the wanted directions, from a random sketch of the rows.</summary>
    Randomised,
}
