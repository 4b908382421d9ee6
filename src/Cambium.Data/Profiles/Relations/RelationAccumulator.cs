namespace Cambium.Data;

/// <summary>Gathers what lies between columns: equal rows, values that are missing together, columns that go together.</summary>
sealed class RelationAccumulator
{
    const int MostColumns = 64;
    const int MostPatterns = 20;
    const int BlockSize = 4096;

    readonly Schema _schema;
    readonly int[] _numbers;
    readonly int[] _values;
    readonly CoMoments _products;
    readonly RowSample _sample = new();
    readonly DuplicateCounter _duplicates = new();
    readonly FrequentValues<ulong> _patterns = new(1024);
    readonly Dictionary<ulong, int[]> _columnsOf = [];

    internal RelationAccumulator(Schema schema)
    {
        _schema = schema;
        _numbers = Positions(ColumnType.Float64, ColumnType.Int64);
        
        // Whole numbers of few values are often codes.
        _values = Positions(ColumnType.Category, ColumnType.Boolean, ColumnType.String, ColumnType.Int64);
        _products = new CoMoments(_numbers.Length);
    }

    /// <summary>Adds a block of rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="firstRow">The number of the first of them among all.</param>
    internal void Add(Table table, long firstRow)
    {
        var levels = table.Columns.Select(RowHashes.OfLevels).ToArray();
        for (var start = 0; start < table.RowCount; start += BlockSize)
        {
            var block = table.Slice(start, Math.Min(BlockSize, table.RowCount - start));
            var hashes = new ulong[block.RowCount];
            for (var at = 0; at < levels.Length; at++)
            {
                RowHashes.Join(block.Columns[at], levels[at], hashes);
            }

            _duplicates.Add(hashes);
            AddPatterns(block);
            var numbers = NumbersOf(block);
            _products.Add(numbers);
            AddToSample(block, levels, hashes, numbers, firstRow + start);
        }
    }

    /// <summary>Adds what another accumulator gathered from later rows.</summary>
    internal void Merge(RelationAccumulator later)
    {
        _products.Merge(later._products);
        _sample.Merge(later._sample);
        _duplicates.Merge(later._duplicates);
        _patterns.Merge(later._patterns);
        foreach (var (pattern, columns) in later._columnsOf)
        {
            _columnsOf.TryAdd(pattern, columns);
        }
    }

    internal Profile Describe(Profile profile) => profile with
    {
        DuplicateRows = _duplicates.Count,
        MissingPatterns = _patterns.Counts
            .Select(pair => new MissingPattern(_columnsOf[pair.Key].Select(NameOf).ToEquatableArray(), pair.Value))
            .OrderByDescending(pattern => pattern.Count)
            .ThenBy(pattern => string.Join('\n', pattern.Columns), StringComparer.Ordinal)
            .Take(MostPatterns)
            .ToEquatableArray(),
        Associations = Associations().ToEquatableArray(),
    };

    IEnumerable<ColumnAssociation> Associations()
    {
        var rows = _sample.Rows;
        var numbers = _numbers.Select((_, at) => rows.Select(row => BitConverter.UInt64BitsToDouble(row[at])).ToArray()).ToArray();
        var values = _values.Select((_, at) => rows.Select(row => row[_numbers.Length + at]).ToArray()).ToArray();
        foreach (var (first, second) in Pairs(_numbers.Length))
        {
            var (one, other) = (NameOf(_numbers[first]), NameOf(_numbers[second]));
            yield return new ColumnAssociation(one, other, AssociationKind.Pearson, _products.Correlation(first, second));
            yield return new ColumnAssociation(one, other, AssociationKind.Spearman, PairStatistics.Spearman(numbers[first], numbers[second]));
        }

        foreach (var (first, second) in Pairs(_values.Length))
        {
            if (_schema.Fields[_values[first]].Type == ColumnType.Int64 && _schema.Fields[_values[second]].Type == ColumnType.Int64)
            {
                continue;
            }

            var v = PairStatistics.CramersV(values[first], values[second]);
            if (!double.IsNaN(v))
            {
                yield return new ColumnAssociation(NameOf(_values[first]), NameOf(_values[second]), AssociationKind.CramersV, v);
            }
        }
    }

    static IEnumerable<(int First, int Second)> Pairs(int count) =>
        Enumerable.Range(0, count).SelectMany(first => Enumerable.Range(first + 1, count - first - 1).Select(second => (first, second)));

    int[] Positions(params ColumnType[] types) =>
        [.. Enumerable.Range(0, _schema.Fields.Count).Where(at => types.Contains(_schema.Fields[at].Type)).Take(MostColumns)];

    string NameOf(int column) => _schema.Fields[column].Name;

    void AddPatterns(Table block)
    {
        var missing = Enumerable.Range(0, block.Columns.Count).Where(at => block.Columns[at].MissingCount > 0).ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        for (var row = 0; row < block.RowCount; row++)
        {
            var pattern = 0UL;
            foreach (var at in missing)
            {
                pattern = block.Columns[at].Validity[row] ? pattern : ValueHash.Join(pattern, (ulong)at);
            }

            if (pattern != 0)
            {
                _patterns.Add(pattern);
                if (!_columnsOf.ContainsKey(pattern))
                {
                    _columnsOf.Add(pattern, Array.FindAll(missing, at => !block.Columns[at].Validity[row]));
                }
            }
        }

        foreach (var pattern in _columnsOf.Keys.Where(pattern => !_patterns.Counts.ContainsKey(pattern)).ToArray())
        {
            _columnsOf.Remove(pattern);
        }
    }

    /// <summary>The columns of numbers of a block, one after another; NaN where a value is missing.</summary>
    double[] NumbersOf(Table block)
    {
        var m = block.RowCount;
        var numbers = new double[_numbers.Length * m];
        for (var j = 0; j < _numbers.Length; j++)
        {
            var target = numbers.AsSpan(j * m, m);
            if (block.Columns[_numbers[j]] is Column<double> doubles)
            {
                doubles.Values.CopyTo(target);
                continue;
            }

            var whole = (Column<long>)block.Columns[_numbers[j]];
            for (var i = 0; i < m; i++)
            {
                target[i] = whole.Validity[i] ? whole.Values[i] : double.NaN;
            }
        }

        return numbers;
    }

    void AddToSample(Table block, ulong[][] levels, ulong[] hashes, double[] numbers, long firstRow)
    {
        var m = block.RowCount;
        for (var i = 0; i < m; i++)
        {
            // By the row's values too, for the rows of two builders have the same numbers.
            var number = ValueHash.Join(hashes[i], (ulong)(firstRow + i));
            if (!_sample.Wants(number))
            {
                continue;
            }

            var row = new ulong[_numbers.Length + _values.Length];
            for (var j = 0; j < _numbers.Length; j++)
            {
                row[j] = BitConverter.DoubleToUInt64Bits(numbers[(j * m) + i]);
            }

            for (var j = 0; j < _values.Length; j++)
            {
                row[_numbers.Length + j] = HashOf(block.Columns[_values[j]], levels[_values[j]], i);
            }

            _sample.Add(number, row);
        }
    }

    // 0 where the value is missing; a hash of 0 is as good as impossible.
    static ulong HashOf(Column column, ulong[] levels, int row) => !column.Validity[row] ? 0 : column switch
    {
        CategoryColumn category => levels[category.Codes[row]],
        Column<bool> truths => truths.Values[row] ? 1UL : 2,
        Column<long> numbers => ValueHash.Join(1, (ulong)numbers.Values[row]),
        _ => ValueHash.Of(((TextColumn)column).Utf8(row)),
    };
}
