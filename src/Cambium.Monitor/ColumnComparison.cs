using System.Globalization;
using Cambium.Data;

namespace Cambium.Monitor;

/// <summary>Compares one column with its reference, and adds what it finds.</summary>
sealed class ColumnComparison(ColumnProfile reference, long referenceRows, DriftOptions options, List<Finding> findings)
{
    /// <summary>How many unseen levels a sentence names.</summary>
    const int MostNamed = 3;

    double ReferenceMissingShare => referenceRows == 0 ? double.NaN : (double)reference.Missing / referenceRows;

    /// <summary>The column is not among the new rows.</summary>
    internal ColumnDrift WithNothing()
    {
        Add(FindingKind.ColumnMissing, Severity.Alert, double.NaN, $"Column '{reference.Name}' is not there.");
        return new ColumnDrift(reference.Name, double.NaN, ReferenceMissingShare, double.NaN);
    }

    /// <summary>The reference's values and a block of new ones in the same bins; null where their types do not compare, or have no bins.</summary>
    internal static Bins? BinsOf(ColumnProfile reference, long referenceRows, Column column)
    {
        var isEmpty = column.MissingCount == column.Length;
        return (KindOf(reference.Type), isEmpty ? KindOf(reference.Type) : KindOf(column.Type)) switch
        {
            (ValueKind.Number, ValueKind.Number) => Bins.OfNumbers(reference, isEmpty ? [] : NumbersOf(column)),
            (ValueKind.Truth, ValueKind.Truth) or (ValueKind.Level, ValueKind.Level) => Bins.OfLevels(reference, referenceRows, isEmpty ? [] : CountsOf(column)),
            _ => null,
        };
    }

    /// <summary>The column as the new rows hold it.</summary>
    internal ColumnDrift With(Column column)
    {
        var missing = column.MissingCount;
        var missingShare = column.Length == 0 ? double.NaN : (double)missing / column.Length;

        // A column without a single value has no type of its own.
        if (missing < column.Length && KindOf(column.Type) != KindOf(reference.Type))
        {
            Add(FindingKind.TypeChanged, Severity.Alert, double.NaN, $"Column '{reference.Name}' is of type {column.Type}, was {reference.Type}.");
            return new ColumnDrift(reference.Name, double.NaN, ReferenceMissingShare, missingShare);
        }

        AddShare(
            FindingKind.MissingShare,
            new Bins([reference.Missing, referenceRows - reference.Missing], [missing, column.Length - missing]),
            share => $"Column '{reference.Name}' is missing in {Percent(share)} of rows, was {Percent(ReferenceMissingShare)}.");
        var index = missing == column.Length ? double.NaN : CompareValues(column);
        return new ColumnDrift(reference.Name, index, ReferenceMissingShare, missingShare);
    }

    double CompareValues(Column column)
    {
        switch (KindOf(reference.Type))
        {
            case ValueKind.Number:
                var numbers = NumbersOf(column);
                AddOutOfRange(numbers);
                return AddDistribution(Bins.OfNumbers(reference, numbers));
            case ValueKind.Truth or ValueKind.Level:
                var counts = CountsOf(column);
                AddUnseen(counts);
                return AddDistribution(Bins.OfLevels(reference, referenceRows, counts));
            default:
                return double.NaN;
        }
    }

    double AddDistribution(Bins bins)
    {
        if (Judge(bins) is not { } judged)
        {
            return double.NaN;
        }

        if (judged.Severity is { } severity)
        {
            var how = severity == Severity.Alert ? "very differently" : "differently";
            Add(
                FindingKind.Distribution,
                severity,
                judged.Index,
                string.Create(CultureInfo.InvariantCulture, $"Column '{reference.Name}' is spread {how} than before: population stability index {judged.Index:0.00}, where {options.Warning} is a moderate and {options.Alert} a large change."));
        }

        return judged.Index;
    }

    void AddOutOfRange(double[] numbers)
    {
        if (reference.Quantiles.Count == 0)
        {
            return;
        }

        var (least, most) = (reference.Quantiles[0], reference.Quantiles[^1]);
        var outside = numbers.LongCount(number => number < least || number > most);
        AddShare(
            FindingKind.OutOfRange,
            new Bins([0, referenceRows - reference.Missing], [outside, numbers.Length - outside]),
            share => string.Create(CultureInfo.InvariantCulture, $"Column '{reference.Name}' is outside its range of {least} to {most} in {Percent(share)} of its values."));
    }

    void AddUnseen(Dictionary<string, long> counts)
    {
        if (reference.Distinct > reference.TopValues.Count)
        {
            return;
        }

        var known = reference.TopValues.Select(value => value.Value).ToHashSet();
        var unseen = counts.Where(pair => !known.Contains(pair.Key)).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        if (unseen.Length == 0)
        {
            return;
        }

        var (all, rows) = (counts.Values.Sum(), unseen.Sum(pair => pair.Value));
        var severity = Judge(new Bins([0, referenceRows - reference.Missing], [rows, all - rows]))?.Severity ?? Severity.Info;
        var names = string.Join(", ", unseen.Take(MostNamed).Select(pair => $"'{pair.Key}'"));
        var rest = unseen.Length > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {unseen.Length - MostNamed} more") : "";
        Add(
            FindingKind.UnseenLevels,
            severity,
            (double)rows / all,
            $"Column '{reference.Name}' has values that were never seen before in {Percent((double)rows / all)} of its values: {names}{rest}.");
    }

    /// <summary>Adds a finding about the share of the first of two bins, where it has changed.</summary>
    void AddShare(FindingKind kind, Bins bins, Func<double, string> sentence)
    {
        if (Judge(bins) is { Severity: { } severity })
        {
            var share = (double)bins.Rows[0] / (bins.Rows[0] + bins.Rows[1]);
            Add(kind, severity, share, sentence(share));
        }
    }

    /// <summary>The index of two sets of counts and what it means; null where a side has none.</summary>
    (double Index, Severity? Severity)? Judge(Bins bins)
    {
        var (n, m) = (StabilityIndex.Total(bins.Reference), StabilityIndex.Total(bins.Rows));
        if (n == 0 || m == 0)
        {
            return null;
        }

        var index = StabilityIndex.Of(bins.Reference, bins.Rows);
        Severity? severity =
            index < options.Warning || index <= StabilityIndex.ByChance(n, m, bins.Reference.Length) ? null :
            index < options.Alert ? Severity.Warning :
            Severity.Alert;
        return (index, severity);
    }

    void Add(FindingKind kind, Severity severity, double value, string sentence) => findings.Add(new Finding(reference.Name, kind, severity, value, sentence));

    static ValueKind KindOf(ColumnType type) => type switch
    {
        ColumnType.Float64 or ColumnType.Int64 => ValueKind.Number,
        ColumnType.DateTime => ValueKind.Moment,
        ColumnType.Boolean => ValueKind.Truth,
        ColumnType.Sparse => ValueKind.Vector,
        _ => ValueKind.Level,
    };

    static double[] NumbersOf(Column column) => column switch
    {
        Column<double> numbers => Present(numbers, number => number),
        Column<long> numbers => Present(numbers, number => number),
        _ => [],
    };

    static double[] Present<T>(Column<T> column, Func<T, double> toDouble)
        where T : unmanaged
    {
        var present = new double[column.Length - column.MissingCount];
        var count = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                present[count++] = toDouble(column.Values[row]);
            }
        }

        return present;
    }

    static Dictionary<string, long> CountsOf(Column column)
    {
        var counts = new Dictionary<string, long>();
        for (var row = 0; row < column.Length; row++)
        {
            if (column.Validity[row])
            {
                var value = column.Format(row);
                counts[value] = counts.GetValueOrDefault(value) + 1;
            }
        }

        return counts;
    }

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");
}
