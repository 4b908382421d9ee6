using Cambium.Data;
using Cambium.Numerics;

namespace Cambium.Learn;

/// <summary>
/// The one place where a table becomes numbers for a learner: n rows × p features of <see cref="double"/>, NaN where missing. Columns of
/// numbers are viewed, not copied, so that a learner that reads columns (trees) costs no second copy of the data; one that reads rows asks
/// for <see cref="ToRowMajor"/> once.
/// </summary>
/// <remarks>
/// Numbers stay as they are; truths become 0 and 1; moments become days since 1970-01-01; categories become the code of their level in the
/// training table. Free text is refused. A sparse column stays as it is and is read with <see cref="Sparse"/>; only learners that ask for sparse
/// columns ever meet one (<see cref="SparseRows"/> joins them with the numbers).
/// </remarks>
sealed class FeatureMatrix
{
    // Of so many rows a few dozen columns lie in the second-level cache.
    const int RowsTogether = 512;

    // A row by itself has one level: looking that up costs less than a dictionary of all that are known.
    const int FewLevels = 4;

    readonly ReadOnlyMemory<double>[] _columns;
    readonly SparseColumn?[] _sparse;

    FeatureMatrix(EquatableArray<Feature> features, ReadOnlyMemory<double>[] columns, SparseColumn?[] sparse, int rowCount)
    {
        Features = features;
        _columns = columns;
        _sparse = sparse;
        RowCount = rowCount;
    }

    /// <summary>What the columns are.</summary>
    internal EquatableArray<Feature> Features { get; }

    /// <summary>n, the number of rows.</summary>
    internal int RowCount { get; }

    /// <summary>p, the number of features.</summary>
    internal int FeatureCount => _columns.Length;

    /// <summary>Whether any feature is a sparse column.</summary>
    internal bool HasSparse => Array.Exists(_sparse, column => column is not null);

    /// <summary>The sparse column that a feature is, or null where it is one number a row.</summary>
    internal SparseColumn? Sparse(int feature) => _sparse[feature];

    /// <summary>The values of a feature that is one number a row.</summary>
    internal ReadOnlySpan<double> Column(int feature) => _columns[feature].Span;

    /// <summary>The values of a feature, one a row, as memory.</summary>
    internal ReadOnlyMemory<double> ColumnMemory(int feature) => _columns[feature];

    /// <summary>With other values of a feature that is one number a row.</summary>
    internal FeatureMatrix With(int feature, double[] values)
    {
        var columns = (ReadOnlyMemory<double>[])_columns.Clone();
        columns[feature] = values;
        return new FeatureMatrix(Features, columns, _sparse, RowCount);
    }

    /// <summary>The features that a learner of these needs asks to be finite: all of them, or the sparse columns alone.</summary>
    internal FeatureMatrix MustBeFinite(FeatureNeeds needs)
    {
        if (needs != FeatureNeeds.AnythingAndVectors)
        {
            return this;
        }

        var vectors = Enumerable.Range(0, FeatureCount).Where(feature => _sparse[feature] is not null).ToArray();
        return new FeatureMatrix(
            vectors.Select(feature => Features[feature]).ToEquatableArray(),
            Array.ConvertAll(vectors, feature => _columns[feature]),
            Array.ConvertAll(vectors, feature => _sparse[feature]),
            RowCount);
    }

    /// <summary>The features that columns make, one a column.</summary>
    internal static EquatableArray<Feature> FeaturesOf(Schema input) =>
        input.Fields.Select(field => new Feature(field.Name, KindOf(field.Type), field.Levels)
        {
            Width = field.Type == ColumnType.Sparse ? field.Width : 1,
            Places = field.FeatureNames,
            IsMoment = field.Type == ColumnType.DateTime,
        }).ToEquatableArray();

    /// <summary>Why columns cannot be features, one text a reason; empty where they can.</summary>
    /// <param name="inputs">The columns.</param>
    /// <param name="readsSparse">Whether the learner reads sparse columns.</param>
    internal static IReadOnlyList<string> Problems(Table inputs, bool readsSparse = false)
    {
        if (inputs.Columns.Count == 0)
        {
            return ["there is no column to learn from besides the target"];
        }

        var problems = new List<string>();
        var texts = inputs.Columns.Where(column => column.Type == ColumnType.String && column.MissingCount < column.Length).ToArray();
        if (texts.Length > 0)
        {
            problems.Add(
                $"{Names(texts)} hold{(texts.Length > 1 ? "" : "s")} free text, " +
                "which a learner cannot read: drop it, or read it as a category if its values repeat");
        }

        var sparse = inputs.Columns.Where(column => column.Type == ColumnType.Sparse).ToArray();
        if (sparse.Length > 0 && !readsSparse)
        {
            problems.Add(
                $"{Names(sparse)} hold{(sparse.Length > 1 ? "" : "s")} sparse vectors, which this learner cannot read: " +
                $"drop {(sparse.Length > 1 ? "them" : "it")}, or read {(sparse.Length > 1 ? "them" : "it")} with one of: {string.Join(", ", ModelKinds.SparseReaders)}");
        }

        return problems;
    }

    static string Names(Column[] columns) => $"column{(columns.Length > 1 ? "s" : "")} {string.Join(", ", columns.Select(column => $"'{column.Name}'"))}";

    static FeatureKind KindOf(ColumnType type) => type switch
    {
        ColumnType.Category => FeatureKind.Category,
        ColumnType.Sparse => FeatureKind.Sparse,
        _ => FeatureKind.Number,
    };

    /// <summary>Reads the features out of a table, whose columns may stand in any order and may be more.</summary>
    /// <exception cref="ArgumentException">A column is not there.</exception>
    /// <exception cref="TableException">Columns have another type than at training; the message lists all of them.</exception>
    internal static FeatureMatrix Build(Table table, EquatableArray<Feature> features)
    {
        ArgumentNullException.ThrowIfNull(table);
        var columns = new ReadOnlyMemory<double>[features.Count];
        var sparse = new SparseColumn?[features.Count];
        var problems = new List<string>();
        for (var i = 0; i < columns.Length; i++)
        {
            var column = table[features[i].Name];
            if (features[i].Kind == FeatureKind.Sparse)
            {
                sparse[i] = ColumnFit.As(column, FieldOf(features[i])) as SparseColumn;
                if (sparse[i] is null)
                {
                    problems.Add(ColumnFit.Problem(column, FieldOf(features[i])));
                }
            }
            else if (Values(column, features[i]) is { } values)
            {
                columns[i] = values;
            }
            else
            {
                problems.Add(ColumnFit.Problem(column, FieldOf(features[i])));
            }
        }

        ColumnFit.ThrowIfAny(problems);
        return new FeatureMatrix(features, columns, sparse, table.RowCount);
    }

    /// <summary>A copy with the values of a row beside each other: n × p, row-major.</summary>
    /// <param name="maxThreads">Most threads to use; 0 means one per processor.</param>
    internal double[] ToRowMajor(int maxThreads = 1)
    {
        var rows = new double[checked((long)RowCount * FeatureCount)];
        ParallelBlocks.For(RowCount, RowsTogether, maxThreads, (_, start, end) =>
        {
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                var column = Column(feature);
                var target = ((long)start * FeatureCount) + feature;
                for (var row = start; row < end; row++, target += FeatureCount)
                {
                    rows[target] = column[row];
                }
            }
        });
        return rows;
    }

    static ReadOnlyMemory<double>? Values(Column column, Feature feature) => (column, feature.Kind) switch
    {
        (Column<double> or Column<long> or Column<bool>, FeatureKind.Number) when !feature.IsMoment => ColumnFit.Numbers(column),
        (CategoryColumn category, FeatureKind.Category) => Codes(category, feature.Levels),
        _ => ColumnFit.As(column, FieldOf(feature)) switch
        {
            Column<double> numbers => numbers.Memory,
            Column<DateTime> moments => Convert(moments, row => (moments.Values[row] - DateTime.UnixEpoch).TotalDays),
            CategoryColumn category => Codes(category, feature.Levels),
            // A plain null would become an empty array, and that empty memory.
            _ => (ReadOnlyMemory<double>?)null,
        },
    };

    static Field FieldOf(Feature feature) =>
        feature.Kind switch
        {
            FeatureKind.Category => new(feature.Name, ColumnType.Category) { Levels = feature.Levels },
            FeatureKind.Sparse => new(feature.Name, ColumnType.Sparse) { Width = feature.Width, FeatureNames = feature.Places },
            _ => new(feature.Name, feature.IsMoment ? ColumnType.DateTime : ColumnType.Float64),
        };

    static double[] Convert(Column column, Func<int, double> value)
    {
        var values = new double[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = column.Validity[row] ? value(row) : double.NaN;
        }

        return values;
    }

    static double[] Codes(CategoryColumn column, EquatableArray<string> levels)
    {
        var codeOf = new double[column.Levels.Count];
        if (codeOf.Length <= FewLevels)
        {
            for (var code = 0; code < codeOf.Length; code++)
            {
                var known = levels.IndexOf(column.Levels[code]);
                codeOf[code] = known < 0 ? double.NaN : known;
            }
        }
        else
        {
            var places = new Dictionary<string, int>(levels.Count);
            for (var place = 0; place < levels.Count; place++)
            {
                places.TryAdd(levels[place], place);
            }

            for (var code = 0; code < codeOf.Length; code++)
            {
                codeOf[code] = places.TryGetValue(column.Levels[code], out var known) ? known : double.NaN;
            }
        }

        return Convert(column, row => codeOf[column.Codes[row]]);
    }
}
