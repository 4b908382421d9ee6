using Cambium.Data;

namespace Cambium.Learn;

/// <summary>What splits may ask of which features: the directions that answers must keep, and which features may stand on one path.</summary>
sealed class ColumnRules
{
    readonly int[] _directions;
    readonly bool[][] _groups; // each with one item a feature; none where every feature may meet every other

    ColumnRules(int[] directions, bool[][] groups)
    {
        _directions = directions;
        _groups = groups;
        HasDirections = directions.Any(direction => direction != 0);
    }

    /// <summary>Whether answers must rise or fall with a feature.</summary>
    internal bool HasDirections { get; }

    /// <summary>The number of groups of features; 0 where every feature may meet every other.</summary>
    internal int GroupCount => _groups.Length;

    /// <summary>1 where answers may only rise with the feature (each place of a sparse column is one), -1 where they may only fall, else 0.</summary>
    internal int Direction(int feature) => _directions[feature];

    /// <summary>Whether a feature is in a group.</summary>
    internal bool IsIn(int group, int feature) => _groups[group][feature];

    /// <summary>What holds of a column holds of all its places.</summary>
    static T[] OfPlaces<T>(T[] ofColumns, EquatableArray<Feature> features) =>
        [.. ofColumns.SelectMany((value, column) => Enumerable.Repeat(value, features[column].Width))];

    /// <summary>Finds the columns that the settings name.</summary>
    /// <exception cref="ArgumentException">A name is of no number column, or is both rising and falling; the message lists every problem.</exception>
    internal static ColumnRules From(BoostingSettings settings, EquatableArray<Feature> features)
    {
        var problems = new List<string>();
        var names = features.Select(feature => feature.Name).ToArray();
        var directions = new int[names.Length];
        Direct(settings.Increasing, nameof(settings.Increasing), 1);
        Direct(settings.Decreasing, nameof(settings.Decreasing), -1);
        var groups = settings.InteractionGroups.Select(Group).ToList();
        // Columns that no group names form one more.
        var others = Array.ConvertAll(names, _ => true);
        for (var feature = 0; feature < names.Length && groups.Count > 0; feature++)
        {
            others[feature] = !groups.Exists(group => group[feature]);
        }

        if (groups.Count > 0 && others.Contains(true))
        {
            groups.Add(others);
        }

        return problems.Count == 0
            ? new ColumnRules(OfPlaces(directions, features), [.. groups.Select(group => OfPlaces(group, features))])
            : throw new ArgumentException($"The settings do not fit the table: {string.Join("; ", problems)}.");

        void Direct(EquatableArray<string> columns, string setting, int direction)
        {
            foreach (var feature in columns.Select(column => Find(column, setting)).Where(feature => feature >= 0))
            {
                if (features[feature].Kind == FeatureKind.Category)
                {
                    problems.Add($"{setting} names '{names[feature]}', a category, whose levels have no order");
                }
                else if (directions[feature] == -direction)
                {
                    problems.Add($"column '{names[feature]}' is in both Increasing and Decreasing");
                }

                directions[feature] = direction;
            }
        }

        bool[] Group(EquatableArray<string> columns)
        {
            var group = new bool[names.Length];
            foreach (var feature in columns.Select(column => Find(column, nameof(settings.InteractionGroups))).Where(feature => feature >= 0))
            {
                group[feature] = true;
            }

            return group;
        }

        int Find(string column, string setting)
        {
            var feature = Array.IndexOf(names, column);
            if (feature < 0)
            {
                var nearest = NearestName.Suggestion(column, names);
                problems.Add($"{setting} names '{column}', which is no column to learn from{(nearest.Length > 0 ? $" ({nearest.Trim()})" : "")}");
            }

            return feature;
        }
    }
}
