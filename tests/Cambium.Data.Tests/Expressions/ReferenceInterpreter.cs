using System.Globalization;

namespace Cambium.Data.Tests;

/// <summary>Computes an expression for one row, value by value: slow, and plainly what the page of expressions says. A null is missing.</summary>
static class ReferenceInterpreter
{
    internal static object? Value(Table table, int row, Expression expression) => expression switch
    {
        ColumnExpression column => Cell(table[column.Name], row),
        LiteralExpression literal => literal.Value,
        CallExpression { Operation: Operation.And } call => And(Value(table, row, call.Parts[0]), Value(table, row, call.Parts[1])),
        CallExpression { Operation: Operation.Or } call => Not(And(Not(Value(table, row, call.Parts[0])), Not(Value(table, row, call.Parts[1])))),
        CallExpression { Operation: Operation.IsMissing } call => Value(table, row, call.Parts[0]) is null,
        CallExpression { Operation: Operation.Coalesce } call => call.Parts.Select(part => Value(table, row, part)).FirstOrDefault(value => value is not null),
        CallExpression { Operation: Operation.Case } call => Case(table, row, call.Parts),
        CallExpression { Operation: Operation.In } call => In(Value(table, row, call.Parts[0]), [.. call.Parts[1..].Select(part => Value(table, row, part))]),
        CallExpression { Operation: Operation.Between } call =>
            And(Compared(Operation.GreaterOrEqual, Value(table, row, call.Parts[0]), Value(table, row, call.Parts[1])), Compared(Operation.LessOrEqual, Value(table, row, call.Parts[0]), Value(table, row, call.Parts[2]))),
        CallExpression call => Strict(call.Operation, [.. call.Parts.Select(part => Value(table, row, part))]),
        _ => throw new InvalidOperationException(expression.ToString()),
    };

    internal static object? Cell(Column column, int row) => !column.Validity[row] ? null : column switch
    {
        Column<double> numbers => double.IsNaN(numbers.Values[row]) ? null : numbers.Values[row],
        Column<long> wholes => wholes.Values[row],
        Column<bool> truths => truths.Values[row],
        Column<DateTime> moments => moments.Values[row],
        CategoryColumn category => category[row],
        TextColumn texts => texts[row],
        _ => throw new InvalidOperationException(column.Name),
    };

    static object? And(object? x, object? y) => x is false || y is false ? false : x is null || y is null ? null : true;

    static object? Not(object? x) => x is bool truth ? !truth : null;

    static object? Case(Table table, int row, Expression[] parts)
    {
        for (var i = 0; i + 1 < parts.Length; i += 2)
        {
            if (Value(table, row, parts[i]) is true)
            {
                return Value(table, row, parts[i + 1]);
            }
        }

        return Value(table, row, parts[^1]);
    }

    static object? In(object? value, object?[] list)
    {
        var found = list.Select(item => Compared(Operation.Equal, value, item)).ToArray();
        return found.Contains(true) ? true : found.Contains(null) ? null : false;
    }

    static object? Strict(Operation operation, object?[] parts)
    {
        if (parts.Contains(null))
        {
            return null;
        }

        if (operation is >= Operation.Equal and <= Operation.GreaterOrEqual)
        {
            return Compared(operation, parts[0], parts[1]);
        }

        if (operation == Operation.Not)
        {
            return Not(parts[0]);
        }

        if (parts[0] is DateTime moment)
        {
            return operation switch
            {
                Operation.Year => (long)moment.Year,
                Operation.Month => (long)moment.Month,
                Operation.Day => (long)moment.Day,
                Operation.Hour => (long)moment.Hour,
                Operation.Minute => (long)moment.Minute,
                Operation.Second => (long)moment.Second,
                Operation.DayOfWeek => moment.DayOfWeek == DayOfWeek.Sunday ? 7L : (long)moment.DayOfWeek,
                Operation.DayOfYear => (long)moment.DayOfYear,
                _ => moment.Date,
            };
        }

        if (parts[0] is string text)
        {
            return operation switch
            {
                Operation.Length => (long)text.Length,
                Operation.Lower => text.ToLowerInvariant(),
                Operation.Upper => text.ToUpperInvariant(),
                Operation.Contains => text.Contains((string)parts[1]!, StringComparison.Ordinal),
                Operation.StartsWith => text.StartsWith((string)parts[1]!, StringComparison.Ordinal),
                _ => text.EndsWith((string)parts[1]!, StringComparison.Ordinal),
            };
        }

        return parts.All(part => part is long) && operation != Operation.Divide && Whole(operation, [.. parts.Cast<long>()]) is var (isWhole, value) && isWhole
            ? value
            : Number(operation, [.. parts.Select(part => Convert.ToDouble(part, CultureInfo.InvariantCulture))]);
    }

    static (bool IsWhole, object? Value) Whole(Operation operation, long[] x) => operation switch
    {
        Operation.Add => (true, x[0] + x[1]),
        Operation.Subtract => (true, x[0] - x[1]),
        Operation.Multiply => (true, x[0] * x[1]),
        Operation.Remainder => (true, x[1] == 0 ? null : x[0] % x[1]),
        Operation.Negate => (true, -x[0]),
        Operation.Abs => (true, Math.Abs(x[0])),
        Operation.Floor or Operation.Ceil or Operation.Round => (true, x[0]),
        _ => (false, null),
    };

    static object? Number(Operation operation, double[] x)
    {
        var result = operation switch
        {
            Operation.Add => x[0] + x[1],
            Operation.Subtract => x[0] - x[1],
            Operation.Multiply => x[0] * x[1],
            Operation.Divide => x[0] / x[1],
            Operation.Remainder => x[0] % x[1],
            Operation.Negate => -x[0],
            Operation.Power => Math.Pow(x[0], x[1]),
            Operation.Abs => Math.Abs(x[0]),
            Operation.Log => Math.Log(x[0]),
            Operation.Exp => Math.Exp(x[0]),
            Operation.Sqrt => Math.Sqrt(x[0]),
            Operation.Floor => Math.Floor(x[0]),
            Operation.Ceil => Math.Ceiling(x[0]),
            Operation.Round => Math.Round(x[0], x.Length > 1 ? (int)x[1] : 0),
            _ => throw new InvalidOperationException(operation.ToString()),
        };
        return double.IsNaN(result) ? null : result;
    }

    static object? Compared(Operation operation, object? x, object? y)
    {
        if (x is null || y is null)
        {
            return null;
        }

        var order = x is string a ? TextOrder.Compare(a, (string)y)
            : x is double || y is double ? Convert.ToDouble(x, CultureInfo.InvariantCulture).CompareTo(Convert.ToDouble(y, CultureInfo.InvariantCulture))
            : ((IComparable)x).CompareTo(y);
        return operation switch
        {
            Operation.Equal => order == 0,
            Operation.NotEqual => order != 0,
            Operation.Less => order < 0,
            Operation.LessOrEqual => order <= 0,
            Operation.Greater => order > 0,
            _ => order >= 0,
        };
    }
}
