namespace Cambium.Learn;

/// <summary>Orders trials by several losses at once.</summary>
/// <remarks>Source: K. Deb et al., "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", 2002, sections III.A and III.B.</remarks>
static class ParetoFronts
{
    /// <summary>Whether one is no worse by any loss, and better by one.</summary>
    internal static bool Dominates(double[] one, double[] other)
    {
        var isBetter = false;
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] > other[i])
            {
                return false;
            }

            isBetter |= one[i] < other[i];
        }

        return isBetter;
    }

    /// <summary>The items in fronts: those that none dominates, then those that only the first front does, and so on.</summary>
    internal static List<int[]> Of(double[][] losses)
    {
        var fronts = new List<int[]>();
        var rest = Enumerable.Range(0, losses.Length).ToArray();
        while (rest.Length > 0)
        {
            var among = rest;
            var front = Array.FindAll(rest, item => !Array.Exists(among, other => Dominates(losses[other], losses[item])));
            fronts.Add(front);
            rest = [.. rest.Except(front)];
        }

        return fronts;
    }

    /// <summary>How far each item of a front is from its neighbours, over all losses; infinite at the ends.</summary>
    internal static double[] Crowding(int[] front, double[][] losses)
    {
        var distances = new double[front.Length];
        for (var loss = 0; loss < losses[front[0]].Length; loss++)
        {
            var order = Enumerable.Range(0, front.Length).OrderBy(item => losses[front[item]][loss]).ThenBy(item => front[item]).ToArray();
            var (low, high) = (losses[front[order[0]]][loss], losses[front[order[^1]]][loss]);
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (var i = 1; i < order.Length - 1 && high > low && double.IsFinite(high); i++)
            {
                distances[order[i]] += (losses[front[order[i + 1]]][loss] - losses[front[order[i - 1]]][loss]) / (high - low);
            }
        }

        return distances;
    }
}
