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

    /// <summary>The least number of letters to insert, delete or replace. Source: R. A. Wagner, M. J. Fischer, 1974.</summary>
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
