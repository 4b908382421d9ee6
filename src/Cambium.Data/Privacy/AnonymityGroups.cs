namespace Cambium.Data;

/// <summary>Rows gathered by their quasi-identifiers, of which groups can be taken out.</summary>
sealed class AnonymityGroups
{
    // Sums of shares are off by rounding; a group as close as was asked must not go for it.
    const double Rounding = 1e-12;

    readonly int[] _ids;

    // The values of the sensitive column in each group, as places in the order of all values, ascending; one a row.
    readonly int[][] _values;
    readonly bool[] _isGone;
    readonly int _distinct;
    readonly bool _isSensitive;
    readonly bool _isOrdered;

    AnonymityGroups(int[] ids, int count, int[]? codes, bool isOrdered)
    {
        (_ids, _isGone, _isOrdered, _isSensitive) = (ids, new bool[count], isOrdered, codes is not null);
        var sizes = new int[count];
        foreach (var id in ids)
        {
            sizes[id]++;
        }

        _values = Array.ConvertAll(sizes, size => new int[size]);
        Array.Clear(sizes);
        for (var row = 0; row < ids.Length; row++)
        {
            _values[ids[row]][sizes[ids[row]]++] = codes?[row] ?? 0;
        }

        Array.ForEach(_values, Array.Sort);
        _distinct = codes is { Length: > 0 } ? codes.Max() + 1 : 0;
    }

    /// <summary>The rows of the groups that are left, ascending.</summary>
    internal int[] RowsLeft => [.. Enumerable.Range(0, _ids.Length).Where(row => !_isGone[_ids[row]])];

    IEnumerable<int> Left => Enumerable.Range(0, _isGone.Length).Where(group => !_isGone[group]);

    internal static AnonymityGroups Of(Table table, IReadOnlyList<string> quasiIdentifiers, string? sensitive)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(quasiIdentifiers);
        if (quasiIdentifiers.Count == 0)
        {
            throw new ArgumentException("No quasi-identifier is named. Name the columns that others may know of a person.", nameof(quasiIdentifiers));
        }

        var groups = Groups.Of([.. quasiIdentifiers.Select(name => table[name])], table.RowCount, maxThreads: 0);
        var column = sensitive is null ? null : table[sensitive];
        var isOrdered = column?.Type is ColumnType.Float64 or ColumnType.Int64 or ColumnType.DateTime;
        return new AnonymityGroups(groups.Ids, groups.Count, column is null ? null : isOrdered ? Ranks(column) : RowKeys.ByValue(column), isOrdered);
    }

    internal int Size(int group) => _values[group].Length;

    internal int Distinct(int group)
    {
        var values = _values[group];
        return values.Where((value, at) => at == 0 || values[at - 1] != value).Count();
    }

    internal void Remove(Predicate<int> isWrong)
    {
        foreach (var group in Left.Where(group => isWrong(group)).ToArray())
        {
            _isGone[group] = true;
        }
    }

    internal Anonymity Measure()
    {
        var left = Left.ToArray();
        if (left.Length == 0)
        {
            return new Anonymity(0, 0, 0, 0, 0);
        }

        var whole = _isSensitive ? new WholeDistribution(left.Select(group => _values[group]), _distinct, _isOrdered) : null;
        return new Anonymity(
            left.Sum(Size),
            left.Length,
            left.Min(Size),
            whole is null ? 0 : left.Min(Distinct),
            whole is null ? 0 : left.Max(group => whole.DistanceOf(_values[group])));
    }

    /// <summary>The groups that are farther than <paramref name="t"/> from all that are left, the farthest first.</summary>
    internal IReadOnlyList<int> FarthestBeyond(double t)
    {
        var whole = new WholeDistribution(Left.Select(group => _values[group]), _distinct, _isOrdered);
        return [.. Left.Select(group => (group, distance: whole.DistanceOf(_values[group]))).Where(pair => pair.distance > t + Rounding).OrderByDescending(pair => pair.distance).Select(pair => pair.group)];
    }

    /// <summary>The place of each row's value among the distinct ones in their order; missing ones come last.</summary>
    static int[] Ranks(Column column)
    {
        var order = RowKeys.ByOrder(column);
        var sorted = order.Where((_, row) => column.Validity[row]).Distinct().Order().ToArray();
        return [.. order.Select((value, row) => column.Validity[row] ? Array.BinarySearch(sorted, value) : sorted.Length)];
    }
}
