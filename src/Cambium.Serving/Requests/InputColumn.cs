using System.Globalization;
using Cambium.Data;

namespace Cambium.Serving;

/// <summary>Turns a column as it came into the type that the model asks for.</summary>
static class InputColumn
{
    static readonly string[] MomentFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK"];

    /// <summary>The datatype that a column of a type travels as.</summary>
    internal static TensorType DatatypeOf(ColumnType type) => type switch
    {
        ColumnType.Float64 => TensorType.Fp64,
        ColumnType.Int64 => TensorType.Int64,
        ColumnType.Boolean => TensorType.Bool,
        _ => TensorType.Bytes,
    };

    /// <summary>The column in the model's type, or null where a value does not fit; the first such is told.</summary>
    internal static Column? Convert(Field field, Column column, Problems problems)
    {
        if (column.Type == field.Type)
        {
            return column;
        }

        if (field.Type == ColumnType.Sparse)
        {
            problems.Add($"input '{field.Name}' is a sparse vector of {field.Width} numbers a row, which a request cannot carry: predict with the library");
            return null;
        }

        if (column.MissingCount == column.Length)
        {
            return AllMissing(field, column.Length);
        }

        return (field.Type, column) switch
        {
            (ColumnType.Float64, Column<long> numbers) => Column.Of(
                field.Name, Rows(numbers, row => numbers.Validity[row] ? (double)numbers.Values[row] : double.NaN)),
            (ColumnType.Int64, Column<double> numbers) => Convert<long>(field, numbers, row => TensorReader.Whole(numbers.Values[row]), "whole numbers", problems),
            (ColumnType.Boolean, Column<double> numbers) => Convert<bool>(field, numbers, row => Truth(numbers.Values[row]), "true or false", problems),
            (ColumnType.Boolean, Column<long> numbers) => Convert<bool>(field, numbers, row => Truth(numbers.Values[row]), "true or false", problems),
            (ColumnType.DateTime, CategoryColumn texts) => Convert<DateTime>(
                field, texts, row => Moment(texts[row]!), "moments such as 2026-01-31 or 2026-01-31T09:30:00", problems), // asked only for rows with a value
            (ColumnType.String, CategoryColumn texts) => TextColumn.FromValues(field.Name, Rows(texts, row => texts[row])),
            _ => Refuse(field, column, problems),
        };
    }

    static Column AllMissing(Field field, int rows) => field.Type switch
    {
        ColumnType.Float64 => Column.Of(field.Name, Enumerable.Repeat(double.NaN, rows).ToArray()),
        ColumnType.Int64 => new Column<long>(field.Name, new long[rows], Validity.FromRows(rows, _ => false)),
        ColumnType.Boolean => new Column<bool>(field.Name, new bool[rows], Validity.FromRows(rows, _ => false)),
        ColumnType.DateTime => new Column<DateTime>(field.Name, new DateTime[rows], Validity.FromRows(rows, _ => false)),
        ColumnType.String => TextColumn.FromValues(field.Name, new string?[rows]),
        _ => Column.Of(field.Name, new string?[rows]),
    };

    static Column<T>? Convert<T>(Field field, Column column, Func<int, T?> valueOf, string expected, Problems problems)
        where T : unmanaged
    {
        var values = new T[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            if (!column.Validity[row])
            {
                continue;
            }

            if (valueOf(row) is not { } value)
            {
                problems.Add($"input '{field.Name}' holds '{column.Format(row)}' in row {row + 1}, but the model learned it from {expected}");
                return null;
            }

            values[row] = value;
        }

        return new Column<T>(field.Name, values, column.Validity);
    }

    static Column? Refuse(Field field, Column column, Problems problems)
    {
        problems.Add($"input '{field.Name}' is {TensorReader.NameOf(DatatypeOf(column.Type))}, expected {TensorReader.NameOf(DatatypeOf(field.Type))}: the model learned it as {field.Type}");
        return null;
    }

    static T[] Rows<T>(Column column, Func<int, T> valueOf)
    {
        var values = new T[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = valueOf(row);
        }

        return values;
    }

    static bool? Truth(double number) => number is 0 or 1 ? number == 1 : null;

    /// <summary>A moment in ISO 8601; one with an offset counts in UTC.</summary>
    static DateTime? Moment(string text) =>
        DateTime.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment)
            ? DateTime.SpecifyKind(moment, DateTimeKind.Unspecified)
            : null;
}
