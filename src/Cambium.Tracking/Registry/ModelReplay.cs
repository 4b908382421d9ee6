using System.Globalization;

namespace Cambium.Tracking;

/// <summary>Follows one model through its history.</summary>
sealed class ModelReplay
{
    readonly SortedDictionary<int, string> _stages = [];
    readonly SortedDictionary<string, AliasPeriod> _current = new(StringComparer.Ordinal);
    readonly List<AliasPeriod> _past = [];

    /// <summary>What it is called; null before it was made and after it was deleted.</summary>
    internal string? Name { get; private set; }

    /// <summary>The version that each alias points at.</summary>
    internal IReadOnlyDictionary<string, int> Aliases => _current.ToDictionary(one => one.Key, one => one.Value.Version);

    /// <summary>The stage of each version.</summary>
    internal IReadOnlyDictionary<int, string> Stages => _stages;

    /// <summary>When each alias pointed where, until now.</summary>
    internal IEnumerable<AliasPeriod> Periods => _past.Concat(_current.Values);

    /// <summary>Takes the next event.</summary>
    internal void Apply(RegistryEvent happened)
    {
        switch (happened.Change)
        {
            case RegistryChange.ModelCreated or RegistryChange.ModelRenamed:
                Name = happened.Model;
                break;
            case RegistryChange.ModelDeleted:
                Name = null;
                _stages.Clear();
                foreach (var alias in _current.Keys.ToList())
                {
                    End(alias, happened);
                }

                break;
            case RegistryChange.VersionCreated when happened.Version is { } version:
                _stages[version] = ModelStages.None;
                break;
            case RegistryChange.VersionDeleted when happened.Version is { } version:
                _stages.Remove(version);
                break;
            case RegistryChange.StageMoved when happened is { Version: { } version, To: { } stage }:
                _stages[version] = stage;
                break;
            case RegistryChange.AliasSet when happened is { Key: { } alias, To: { } to }:
                End(alias, happened);
                _current[alias] = new AliasPeriod(alias, int.Parse(to, CultureInfo.InvariantCulture), happened, null);
                break;
            case RegistryChange.AliasDeleted when happened.Key is { } alias:
                End(alias, happened);
                break;
            default:
                break;
        }
    }

    void End(string alias, RegistryEvent happened)
    {
        if (_current.Remove(alias, out var period))
        {
            _past.Add(period with { Ended = happened });
        }
    }
}
