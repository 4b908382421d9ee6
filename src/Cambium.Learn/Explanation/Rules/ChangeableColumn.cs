using System.Globalization;
using Cambium.Data;

namespace Cambium.Learn;

/// <summary>A column that may take other values: numbers as they are, categories and truths as the place of a level.</summary>
sealed class ChangeableColumn
{
    readonly double _scale; // what a change of 1 divides by; 0 where any change counts 1
    readonly EquatableArray<string> _levels;
    readonly bool _isTruth;

    ChangeableColumn(string name, double original, double[] candidates, double scale, bool isWhole, EquatableArray<string> levels, bool isTruth)
    {
        (Name, Original, Candidates, _scale, IsWhole, _levels, _isTruth) = (name, original, candidates, scale, isWhole, levels, isTruth);
    }

    internal string Name { get; }

    /// <summary>The row's own value; NaN where it is missing.</summary>
    internal double Original { get; }

    /// <summary>The value nearest to the row's own that a change may end at: the row's own, or the border of its range where that lies beyond.</summary>
    internal double Nearest { get; private init; }

    /// <summary>The values to try.</summary>
    internal double[] Candidates { get; }

    internal bool IsNumber => _levels.Count == 0;

    internal bool IsWhole { get; }

    /// <summary>How far a value is from the row's own.</summary>
    internal double Distance(double value) =>
        value.Equals(Original) ? 0 : _scale == 0 || double.IsNaN(Original) ? 1 : Math.Abs(value - Original) / _scale;

    internal string Text(double value) =>
        double.IsNaN(value) ? "missing" : IsNumber ? value.ToString("G6", CultureInfo.InvariantCulture) : _levels[(int)value];

    /// <summary>A column of the table with these values.</summary>
    internal Column Column(double[] values) =>
        IsNumber ? Data.Column.Of(Name, values)
        : _isTruth ? new Column<bool>(Name, Array.ConvertAll(values, value => value == 1), Validity.FromRows(values.Length, row => !double.IsNaN(values[row])))
        : new CategoryColumn(Name, Array.ConvertAll(values, value => double.IsNaN(value) ? CategoryColumn.MissingCode : (int)value), _levels);

    /// <summary>The columns that may change.</summary>
    /// <exception cref="ArgumentException">Options name a column that the model does not read, or a rule of numbers for one that is none.</exception>
    internal static ChangeableColumn[] Each(Table row, Table background, ModelAnswer answer, CounterfactualOptions options)
    {
        foreach (var name in options.Immutable)
        {
            _ = answer.FieldOf(name);
        }

        foreach (var name in options.OnlyIncreasing.Concat(options.OnlyDecreasing).Concat(options.Ranges.Select(range => range.Column)))
        {
            if (answer.FieldOf(name).Type is not (ColumnType.Float64 or ColumnType.Int64))
            {
                throw new ArgumentException($"Column '{name}' holds {answer.FieldOf(name).Type} values; directions and ranges are for numbers. Make it immutable, or leave it free.", nameof(options));
            }
        }

        var both = options.OnlyIncreasing.Intersect(options.OnlyDecreasing).FirstOrDefault();
        if (both is not null)
        {
            throw new ArgumentException($"Column '{both}' may only grow and may only fall; make it immutable, or choose one.", nameof(options));
        }

        foreach (var range in options.Ranges)
        {
            if (!(range.Low <= range.High))
            {
                throw new ArgumentException($"The range of column '{range.Column}' goes from {range.Low} to {range.High}; give the lesser end first.", nameof(options));
            }
        }

        return [.. answer.Model.Input.Fields
            .Where(field => !options.Immutable.Contains(field.Name))
            .Select(field => Of(row[field.Name], background[field.Name], field, options))
            .OfType<ChangeableColumn>()
            .Where(column => column.Candidates.Length > 0)];
    }

    static ChangeableColumn? Of(Column own, Column background, Field field, CounterfactualOptions options) => field.Type switch
    {
        ColumnType.Float64 or ColumnType.Int64 => Number(own, background, field, options),
        ColumnType.Boolean => Levels(field.Name, own.IsMissing(0) ? double.NaN : ((Column<bool>)own).Values[0] ? 1 : 0, ["false", "true"], isTruth: true),
        ColumnType.Category => Levels(
            field.Name, own.IsMissing(0) ? double.NaN : field.Levels.IndexOf(own.Format(0)) is var place and >= 0 ? place : double.NaN, field.Levels, isTruth: false),
        _ => null,
    };

    static ChangeableColumn Levels(string name, double own, EquatableArray<string> levels, bool isTruth) =>
        new(name, own, [.. Enumerable.Range(0, levels.Count).Select(place => (double)place).Where(place => place != own)], 0, isWhole: false, levels, isTruth);

    static ChangeableColumn? Number(Column own, Column background, Field field, CounterfactualOptions options)
    {
        var original = ColumnFit.Numbers(own).Span[0];
        var sorted = Ordered.Finite(background);
        var range = options.Ranges.FirstOrDefault(range => range.Column == field.Name);
        var (low, high) = (range?.Low ?? double.NegativeInfinity, range?.High ?? double.PositiveInfinity);
        low = options.OnlyIncreasing.Contains(field.Name) && !double.IsNaN(original) ? Math.Max(low, original) : low;
        high = options.OnlyDecreasing.Contains(field.Name) && !double.IsNaN(original) ? Math.Min(high, original) : high;
        var isWhole = Array.TrueForAll(sorted, value => value == Math.Floor(value));
        var values = Enumerable.Range(0, sorted.Length == 0 ? 0 : options.Candidates)
            .Select(place => Ordered.Quantile(sorted, place / (options.Candidates - 1.0)))
            .Concat([range?.Low ?? double.NaN, range?.High ?? double.NaN])
            .Where(double.IsFinite)
            .Select(value => isWhole ? Math.Round(value) : value)
            .Where(value => value >= low && value <= high && value != original)
            .Distinct()
            .ToArray();
        return new ChangeableColumn(field.Name, original, values, Scale(sorted), isWhole, default, isTruth: false)
        {
            Nearest = double.IsNaN(original) || !(low <= high) ? original : Math.Clamp(original, low, high),
        };
    }

    // Where more than half of the values are equal, the standard deviation stands in for the median absolute deviation.
    static double Scale(double[] sorted)
    {
        if (sorted.Length == 0)
        {
            return 0;
        }

        var median = Ordered.Quantile(sorted, 0.5);
        var deviation = Ordered.Quantile([.. sorted.Select(value => Math.Abs(value - median)).Order()], 0.5);
        var mean = sorted.Average();
        return deviation > 0 ? deviation : Math.Sqrt(sorted.Average(value => (value - mean) * (value - mean)));
    }
}
