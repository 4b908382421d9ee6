namespace Cambium.Learn;

/// <summary>Chooses how much each of several answers counts in their mean.</summary>
static class VoteWeights
{
    /// <summary>How often a member is added: weights are parts of it.</summary>
    const int Steps = 12;

    /// <summary>More members cost more than they add.</summary>
    const int MostMembers = 6;

    /// <summary>How often each member was added when the mean loss over the folds was least.</summary>
    internal static int[] Of(VoteFold[] folds, int members)
    {
        var weights = new int[members];
        var states = Array.ConvertAll(folds, fold => fold.Start());
        var (best, least) = (weights, double.PositiveInfinity);
        for (var step = 1; step <= Steps; step++)
        {
            var isFull = weights.Count(weight => weight > 0) >= MostMembers;
            var (chosen, lowest) = (0, double.PositiveInfinity);
            for (var member = 0; member < members; member++)
            {
                var loss = isFull && weights[member] == 0 ? double.PositiveInfinity : folds.Select((fold, place) => fold.Loss(states[place], member, step)).Sum();
                if (loss < lowest)
                {
                    (chosen, lowest) = (member, loss);
                }
            }

            weights[chosen]++;
            for (var place = 0; place < folds.Length; place++)
            {
                folds[place].Add(states[place], chosen);
            }

            if (lowest < least)
            {
                (best, least) = ([.. weights], lowest);
            }
        }

        return best;
    }
}
