using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Coalitions of columns with their weights in the fit.</summary>
/// <param name="Coalitions">Of each which columns are in it.</param>
/// <param name="Weights">How much each counts.</param>
/// <param name="AreAll">Whether there are no others but none and the whole.</param>
sealed record CoalitionDraw(bool[][] Coalitions, double[] Weights, bool AreAll)
{
    // Draws that only meet known coalitions end the search for new ones.
    const int DrawsPerCoalition = 10;

    /// <summary>As many coalitions of p columns as are allowed.</summary>
    internal static CoalitionDraw Of(int p, int most, long seed)
    {
        var sizes = p / 2;
        var (found, weights, left) = (new List<bool[]>(), new List<double>(), most);
        var size = 1;
        for (; size <= sizes && Both(p, size) <= left; size++)
        {
            foreach (var coalition in Subsets(p, size))
            {
                Add(coalition);
                if (2 * size != p)
                {
                    Add(Array.ConvertAll(coalition, isIn => !isIn));
                }
            }

            left -= (int)Both(p, size);
        }

        if (size > sizes)
        {
            return new CoalitionDraw([.. found], [.. weights], AreAll: true);
        }

        Draw(p, size, left, new RandomStream(seed), found, weights);
        return new CoalitionDraw([.. found], [.. weights], AreAll: false);

        void Add(bool[] coalition)
        {
            found.Add(coalition);
            weights.Add(SizeWeight(p, size) / Count(p, size));
        }
    }

    /// <summary>The rest is drawn by size and then evenly; what all the sizes left weigh is shared by how often each coalition was drawn.</summary>
    static void Draw(int p, int first, int count, RandomStream random, List<bool[]> found, List<double> weights)
    {
        var shares = Enumerable.Range(first, p - (2 * first) + 1).Select(size => SizeWeight(p, size)).ToArray();
        var (total, times, order) = (shares.Sum(), new Dictionary<string, (int Place, int Times)>(), new List<bool[]>());
        for (var draw = 0; order.Count + 1 < count && draw < DrawsPerCoalition * count; draw++)
        {
            var (left, size) = (random.NextDouble() * total, first);
            while (size < p - first && left >= shares[size - first])
            {
                left -= shares[size++ - first];
            }

            int[] columns = [.. Enumerable.Range(0, p)];
            random.Shuffle<int>(columns);
            var coalition = new bool[p];
            foreach (var column in columns.AsSpan(0, size))
            {
                coalition[column] = true;
            }

            Meet(coalition);
            Meet(Array.ConvertAll(coalition, isIn => !isIn));
        }

        var met = times.Values.Sum(one => one.Times);
        foreach (var coalition in order)
        {
            found.Add(coalition);
            weights.Add(total * times[Key(coalition)].Times / met);
        }

        void Meet(bool[] coalition)
        {
            var key = Key(coalition);
            if (times.TryGetValue(key, out var known))
            {
                times[key] = known with { Times = known.Times + 1 };
                return;
            }

            times.Add(key, (order.Count, 1));
            order.Add(coalition);
        }
    }

    /// <summary>What all coalitions of a size weigh together: (p − 1) / (s (p − s)).</summary>
    static double SizeWeight(int p, int size) => (p - 1.0) / ((double)size * (p - size));

    static double Count(int p, int size)
    {
        var count = 1.0;
        for (var i = 1; i <= size; i++)
        {
            count = Math.Round(count * (p - size + i) / i);
        }

        return count;
    }

    /// <summary>How many coalitions have a size or are the opposite of one.</summary>
    static double Both(int p, int size) => 2 * size == p ? Count(p, size) : 2 * Count(p, size);

    static IEnumerable<bool[]> Subsets(int p, int size)
    {
        int[] places = [.. Enumerable.Range(0, size)];
        while (true)
        {
            var coalition = new bool[p];
            foreach (var place in places)
            {
                coalition[place] = true;
            }

            yield return coalition;
            var last = size - 1;
            while (last >= 0 && places[last] == p - size + last)
            {
                last--;
            }

            if (last < 0)
            {
                yield break;
            }

            places[last]++;
            for (var next = last + 1; next < size; next++)
            {
                places[next] = places[next - 1] + 1;
            }
        }
    }

    static string Key(bool[] coalition) => string.Create(coalition.Length, coalition, (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = from[i] ? '1' : '0';
        }
    });
}
