namespace Cambium.Data;

/// <summary>Finds the name that a misspelt one most likely meant.</summary>
public static class NearestName
{
    /// <summary>" Did you mean 'x'?" where a name is at most a third of its letters away, else the empty string.</summary>
    public static string Suggestion(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        var nearest = names
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>
    /// The least number of letters to insert, delete, replace or swap with their neighbour. Source: L. Boytsov, "Indexing Methods for
    /// Approximate Dictionary Searching", 2011, section 2.1 (optimal string alignment).
    /// </summary>
    static int Distance(string a, string b)
    {
        var before = new int[b.Length + 1];
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above) = (above, row);
        }

        return above[b.Length];
    }
}
