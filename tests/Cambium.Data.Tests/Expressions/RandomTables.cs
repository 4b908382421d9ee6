using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>Tables and expressions of a fixed seed, with missing values, repeats, extremes and odd names.</summary>
sealed class RandomTables(long seed)
{
    static readonly string[] Words = ["", "a", "Oslo", "oslo", "Bergen", "it's", "näh\u00efve", "\U0001F600", "\uE000", "a\"b", "  x ", "42", "line\nbreak"];

    readonly RandomStream _random = new(seed);

    internal RandomStream Random => _random;

    internal Table Next(int rows) => Table.Create(
        Column.Of("x", Fill(rows, Number)),
        Column.Of("the y", Fill(rows, Number)),
        Whole("i", rows, 9),
        Whole("j", rows, 1_000_000),
        Truths("b", rows),
        Moments("t", rows),
        CategoryColumn.FromValues("c", [.. Fill(rows, Word)]),
        TextColumn.FromValues("and", [.. Fill(rows, Word)]));

    internal Expression Truth(int depth) => depth == 0 || _random.NextInt(8) == 0
        ? _random.NextInt(6) switch { 0 => Expressions.Lit(value: true), 1 => Expressions.Missing == Expressions.Col("x"), _ => Expressions.Col("b") }
        : _random.NextInt(11) switch
        {
            0 or 1 => Truth(depth - 1) & Truth(depth - 1),
            2 or 3 => Truth(depth - 1) | Truth(depth - 1),
            4 => !Truth(depth - 1),
            5 => Number(depth - 1).IsMissing(),
            6 => Ordered(Number(depth - 1), Number(depth - 1)),
            7 => Ordered(Text(depth - 1), Text(depth - 1)),
            8 => Number(depth - 1).In(1, 2.5, _random.NextInt(2) == 0 ? 3 : Expressions.Missing, -7, 8),
            9 => Text(depth - 1).In("Oslo", _random.NextInt(2) == 0 ? "it's" : Expressions.Missing, "\U0001F600"),
            _ => _random.NextInt(4) switch
            {
                0 => Text(depth - 1).Contains("s"),
                1 => Text(depth - 1).StartsWith("O"),
                2 => Expressions.Col("t").Between(new DateTime(2020, 2, 1), new DateTime(2022, 1, 1, 3, 4, 5, DateTimeKind.Utc)),
                _ => Truth(depth - 1) == Truth(depth - 1),
            },
        };

    internal Expression Number(int depth) => depth == 0 || _random.NextInt(8) == 0
        ? _random.NextInt(8) switch { 0 => Number(), 1 => _random.NextInt(10) - 5, 2 => Expressions.Missing, 3 or 4 => Expressions.Col("i"), 5 => Expressions.Col("j"), 6 => Expressions.Col("the y"), _ => Expressions.Col("x") }
        : _random.NextInt(12) switch
        {
            0 => Number(depth - 1) + Number(depth - 1),
            1 => Number(depth - 1) - Number(depth - 1),
            2 => Expressions.Col("i") * Number(0),
            3 => Number(depth - 1) / Number(depth - 1),
            4 => Number(depth - 1) % Number(depth - 1),
            5 => -Number(depth - 1),
            6 => Number(depth - 1).Power(Number(0)),
            7 => _random.NextInt(4) switch { 0 => Number(depth - 1).Abs(), 1 => Number(depth - 1).Log(), 2 => Number(depth - 1).Round(_random.NextInt(3)), _ => Number(depth - 1).Floor() },
            8 => Text(depth - 1).Length(),
            9 => _random.NextInt(3) switch { 0 => Expressions.Col("t").Year(), 1 => Expressions.Col("t").DayOfWeek(), _ => Expressions.Col("t").Minute() },
            10 => Expressions.When(Truth(depth - 1), Expressions.Col("x")).When(Truth(depth - 1), Expressions.Col("the y")).Otherwise(2.5),
            _ => Expressions.Coalesce(Expressions.Col("i"), Expressions.Col("j"), 0),
        };

    internal Expression Text(int depth) => depth == 0 || _random.NextInt(4) == 0
        ? _random.NextInt(5) switch { 0 => Words[_random.NextInt(Words.Length)], 1 or 2 => Expressions.Col("and"), _ => Expressions.Col("c") }
        : _random.NextInt(4) switch
        {
            0 => Text(depth - 1).Lower(),
            1 => Text(depth - 1).Upper(),
            2 => Expressions.Coalesce(Text(depth - 1), Text(depth - 1)),
            _ => Expressions.When(Truth(depth - 1), Text(depth - 1)).Otherwise(Text(depth - 1)),
        };

    internal Validity ValidOf(int rows)
    {
        var share = _random.NextInt(4);
        return Validity.FromRows(rows, _ => share == 0 || _random.NextInt(8) != 0);
    }

    internal T[] Fill<T>(int rows, Func<T> next)
    {
        var values = new T[rows];
        for (var i = 0; i < rows; i++)
        {
            values[i] = next();
        }

        return values;
    }

    internal Column<long> Whole(string name, int rows, int range)
    {
        var valid = ValidOf(rows);
        var values = Fill(rows, () => (long)_random.NextInt(range) - 3);
        return new Column<long>(name, values.Select((value, row) => valid[row] ? value : 0).ToArray(), valid);
    }

    Column<bool> Truths(string name, int rows)
    {
        var valid = ValidOf(rows);
        return new Column<bool>(name, Enumerable.Range(0, rows).Select(row => _random.NextInt(2) == 0 && valid[row]).ToArray(), valid);
    }

    Column<DateTime> Moments(string name, int rows)
    {
        var valid = ValidOf(rows);
        return new Column<DateTime>(name, Enumerable.Range(0, rows).Select(row => valid[row] ? Moment() : default).ToArray(), valid);
    }

    Expression Ordered(Expression x, Expression y) => _random.NextInt(6) switch { 0 => x == y, 1 => x != y, 2 => x < y, 3 => x <= y, 4 => x > y, _ => x >= y };

    double Number() => _random.NextInt(12) switch
    {
        0 => 0.0,
        1 => -0.0,
        2 => double.PositiveInfinity,
        3 => double.NaN,
        4 => 1e-300,
        5 or 6 or 7 => _random.NextInt(5),
        _ => _random.NextGaussian() * 10,
    };

    DateTime Moment() => new DateTime(2020, 1, 1).AddSeconds(_random.NextInt(100_000_000));

    string? Word() => _random.NextInt(7) == 0 ? null : Words[_random.NextInt(Words.Length)];
}
