using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>What checks ask of one reference, gathered in one pass over its rows.</summary>
sealed class ReferencePass(TableScan scan, int maxThreads)
{
    readonly Table _columns = EmptyBlock.Of(scan.Schema);
    readonly List<string> _profiled = [];
    readonly Dictionary<EquatableArray<string>, HashSet<UInt128>> _keys = [];

    /// <summary>The columns that were asked for; there after the pass.</summary>
    internal Profile Profile { get; set; } = new(0, []);

    /// <summary>Asks for the profile of a column.</summary>
    /// <exception cref="TableException">There is no such column.</exception>
    internal void AskForProfile(string column)
    {
        _ = CheckedColumn.Of(_columns, column);
        if (!_profiled.Contains(column))
        {
            _profiled.Add(column);
        }
    }

    /// <summary>Asks for the keys that the rows have in some columns; the set is filled by the pass.</summary>
    /// <exception cref="TableException">A column is not there, or holds sparse vectors.</exception>
    internal HashSet<UInt128> AskForKeys(EquatableArray<string> columns)
    {
        _ = KeyHashes.Of(_columns, columns);
        if (!_keys.TryGetValue(columns, out var known))
        {
            _keys.Add(columns, known = []);
        }

        return known;
    }

    /// <summary>Goes through the rows once, if anything was asked for.</summary>
    /// <exception cref="TableException">The file is no table.</exception>
    internal void Run()
    {
        if (_profiled.Count + _keys.Count == 0)
        {
            return;
        }

        var profile = _profiled.Count == 0 ? null : new ProfileBuilder(_columns.Select(_profiled).Schema, new ProfileOptions { MaxThreads = maxThreads });
        foreach (var block in scan)
        {
            profile?.Add(block.Select(_profiled));
            foreach (var (columns, known) in _keys)
            {
                var keys = KeyHashes.Of(block, columns);
                for (var row = 0; row < block.RowCount; row++)
                {
                    if (keys(row) is { } key)
                    {
                        known.Add(key);
                    }
                }
            }
        }

        Profile = profile?.Build() ?? Profile;
    }
}
