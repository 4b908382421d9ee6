namespace Cambium.Learn;

/// <summary>How well votes do on the rows of one fold.</summary>
abstract class VoteFold
{
    /// <summary>The loss of the mean of the answers that were added and one more.</summary>
    /// <param name="state">What <see cref="Start"/> gave.</param>
    /// <param name="member">The one more.</param>
    /// <param name="count">How many answers there are then.</param>
    internal abstract double Loss(object state, int member, int count);

    /// <summary>A vote without answers.</summary>
    internal abstract object Start();

    /// <summary>Adds an answer.</summary>
    internal abstract void Add(object state, int member);
}
