using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>Which features the splits of a tree may ask for: those drawn for the tree and for the node, of the groups that hold all features above.</summary>
sealed class ColumnChoice
{
    // Forks of a tree's stream: nodes use their own numbers.
    const long TreeKey = -1;

    readonly BoostingSettings _settings;
    readonly ColumnRules _rules;
    readonly int _featureCount;
    bool[]? _ofTree;
    RandomStream _random = new(0);

    internal ColumnChoice(BoostingSettings settings, ColumnRules rules, int featureCount)
    {
        _settings = settings;
        _rules = rules;
        _featureCount = featureCount;
    }

    /// <summary>Draws the features of a tree.</summary>
    internal void Begin(RandomStream random)
    {
        _random = random;
        _ofTree = Sampled(null, _settings.ColumnSample, TreeKey);
    }

    /// <summary>The groups that a root may use; null where there are none.</summary>
    internal bool[]? AllGroups()
    {
        if (_rules.GroupCount == 0)
        {
            return null;
        }

        var open = new bool[_rules.GroupCount];
        Array.Fill(open, true);
        return open;
    }

    /// <summary>Those of the groups that hold the feature.</summary>
    internal bool[]? OpenGroups(bool[]? before, int feature) => before?.Select((isOpen, group) => isOpen && _rules.IsIn(group, feature)).ToArray();

    /// <summary>The features of a node; null where all may be asked for.</summary>
    /// <param name="openGroups">The groups that may be used; null for any feature.</param>
    /// <param name="key">A number of the node, at least 0.</param>
    internal bool[]? Features(bool[]? openGroups, long key)
    {
        var allowed = _ofTree;
        if (openGroups is not null)
        {
            allowed = new bool[_featureCount];
            for (var group = 0; group < openGroups.Length; group++)
            {
                for (var feature = 0; feature < allowed.Length && openGroups[group]; feature++)
                {
                    allowed[feature] |= (_ofTree?[feature] ?? true) && _rules.IsIn(group, feature);
                }
            }
        }

        return Sampled(allowed, _settings.NodeColumnSample, key);
    }

    /// <summary>A share of the allowed features, to the nearest, at least one where there is one.</summary>
    bool[]? Sampled(bool[]? allowed, double share, long key)
    {
        if (share == 1)
        {
            return allowed;
        }

        var features = Enumerable.Range(0, _featureCount).Where(feature => allowed?[feature] ?? true).ToArray();
        _random.Fork(key).Shuffle<int>(features);
        var sampled = new bool[_featureCount];
        foreach (var feature in features.Take(Math.Max(1, (int)Math.Round(share * features.Length))))
        {
            sampled[feature] = true;
        }

        return sampled;
    }
}
