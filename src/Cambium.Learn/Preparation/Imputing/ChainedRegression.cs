namespace Cambium.Learn;

/// <summary>How <see cref="IterativeImpute"/> learns a column from the others.</summary>
public enum ChainedRegression
{
    /// <summary>Linear regression whose penalty is learned from the rows themselves.</summary>
    BayesianRidge,

    /// <summary>Linear regression with the penalty given as <see cref="IterativeImpute.L2"/>.</summary>
    Ridge,
}
