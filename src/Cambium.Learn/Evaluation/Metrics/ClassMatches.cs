namespace Cambium.Learn;

/// <summary>Which classes a score of two classes is taken of, where there are several.</summary>
public enum ClassMatches
{
    /// <summary>Each class against the rest together; shares of classes matter.</summary>
    AgainstRest,

    /// <summary>Each class against each other one; shares of classes do not matter.</summary>
    EachAgainstEach,
}
