namespace Cambium.Learn;

/// <summary>What each of a row's neighbours counts.</summary>
static class NeighbourVoting
{
    /// <summary>The share of each neighbour; they add up to 1.</summary>
    /// <param name="votes">How they count.</param>
    /// <param name="space">What distances mean.</param>
    /// <param name="rows">The neighbours, the nearest first.</param>
    /// <param name="reduced">Their reduced distances.</param>
    /// <param name="weights">The weight of each training row, above 0; empty where all count 1.</param>
    /// <param name="shares">Receives a share for each neighbour.</param>
    internal static void Shares(
        NeighbourVotes votes, NeighbourSpace space, ReadOnlySpan<int> rows, ReadOnlySpan<double> reduced, ReadOnlySpan<double> weights, Span<double> shares)
    {
        var nearest = space.FromReduced(reduced[0]);
        var largest = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            var vote = weights.Length == 0 ? 1 : weights[rows[i]];
            if (votes == NeighbourVotes.Distance && double.IsFinite(nearest))
            {
                // The nearest one's distance over the row's: the same shares as by 1 / distance, without overflow.
                var distance = space.FromReduced(reduced[i]);
                vote *= distance == nearest ? 1 : nearest / distance;
            }

            shares[i] = vote;
            largest = Math.Max(largest, vote);
        }

        var sum = 0.0;
        foreach (ref var share in shares)
        {
            share /= largest;
            sum += share;
        }

        foreach (ref var share in shares)
        {
            share /= sum;
        }
    }
}
