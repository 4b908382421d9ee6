using Cambium.Data;

namespace Cambium.Learn;

/// <summary>Columns that are shuffled together.</summary>
/// <param name="Name">What the result calls them.</param>
/// <param name="Columns">Their names.</param>
/// <param name="Stream">Which stream of random numbers shuffles them: the place of the first of them in the table, so that other columns do not matter.</param>
sealed record ShuffledGroup(string Name, EquatableArray<string> Columns, int Stream)
{
    /// <summary>The groups that are asked for, and each other column alone.</summary>
    /// <exception cref="ArgumentException">A group is empty, or names a column that the model does not read or another group names too.</exception>
    internal static ShuffledGroup[] Of(Schema input, EquatableArray<EquatableArray<string>> groups)
    {
        var names = input.Fields.Select(field => field.Name).ToArray();
        var named = new Dictionary<string, ShuffledGroup>();
        foreach (var group in groups)
        {
            var whole = new ShuffledGroup(string.Join(" + ", group), group, group.Select(name => Array.IndexOf(names, name)).DefaultIfEmpty().Min());
            foreach (var name in group)
            {
                if (!names.Contains(name))
                {
                    throw new ArgumentException($"Groups names a column '{name}', which the model does not read.{NearestName.Suggestion(name, names)} It reads: {string.Join(", ", names)}.", nameof(ExplainOptions.Groups));
                }

                if (!named.TryAdd(name, whole))
                {
                    throw new ArgumentException($"Groups names column '{name}' twice; a column is shuffled with one group.", nameof(ExplainOptions.Groups));
                }
            }
        }

        return [.. names.Select((name, place) => named.TryGetValue(name, out var group) ? group : new ShuffledGroup(name, [name], place)).Distinct()];
    }
}
