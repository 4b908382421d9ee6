namespace Cambium.Data.Tests;

/// <summary>Random expressions on random tables, beside an interpreter that takes one value at a time.</summary>
public sealed class ExpressionPropertyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 63)]
    [InlineData(4, 200)]
    [InlineData(5, 4096)]
    [InlineData(6, 4161)]
    public void Values_are_those_of_the_interpreter(int seed, int rows)
    {
        var source = new RandomTables(seed);
        for (var round = 0; round < (rows > 1000 ? 6 : 80); round++)
        {
            var table = rows == 0 ? source.Next(5).Slice(2, 0) : source.Next(rows + 3).Slice(3, rows);
            foreach (var expression in new[] { source.Truth(4), source.Number(4), source.Text(3) })
            {
                AssertSame(table, expression, table.With("result", expression)["result"]);
            }
        }
    }

    [Fact]
    public void A_filter_keeps_the_rows_whose_condition_is_true()
    {
        var source = new RandomTables(7);
        for (var round = 0; round < 200; round++)
        {
            var table = source.Next(100).With(Column.Of("row", Enumerable.Range(0, 100).Select(row => (long)row).ToArray()));
            var condition = source.Truth(4);

            var kept = table.Filter(condition);

            var expected = Enumerable.Range(0, 100).Where(row => ReferenceInterpreter.Value(table, row, condition) is true).ToArray();
            Assert.Equal(table.Take(expected).Fingerprint(), kept.Fingerprint());
        }
    }

    [Fact]
    public void What_is_printed_is_read_as_the_same_expression()
    {
        var source = new RandomTables(8);
        for (var round = 0; round < 2000; round++)
        {
            var expression = round % 2 == 0 ? source.Truth(5) : source.Number(5);

            var read = Expression.Parse(expression.ToString());

            Assert.Equal(Shape(expression), Shape(read));
        }
    }

    [Fact]
    public void The_threads_change_nothing()
    {
        var source = new RandomTables(9);
        var table = source.Next(150_000);
        for (var round = 0; round < 3; round++)
        {
            var (condition, number) = (source.Truth(3), source.Number(3));

            var results = new[] { 1, 2, 7 }.Select(threads => table.With("result", number, threads).Filter(condition, threads).Fingerprint());

            Assert.Single(results.Distinct());
        }
    }

    static void AssertSame(Table table, Expression expression, Column result)
    {
        for (var row = 0; row < table.RowCount; row++)
        {
            var expected = ReferenceInterpreter.Value(table, row, expression);
            var found = ReferenceInterpreter.Cell(result, row);
            expected = expected is long whole && found is double ? (double)whole : expected;
            Assert.True(Equals(expected, found), $"row {row} of {expression}: expected {expected ?? "missing"}, found {found ?? "missing"}");
            Assert.Equal(found is null, result.IsMissing(row));
        }
    }

    static string Shape(Expression expression) => expression switch
    {
        ColumnExpression column => $"[{column.Name}]",
        LiteralExpression { Value: var value } => $"{value?.GetType().Name}:{(value is double number ? BitConverter.DoubleToInt64Bits(number) : value is DateTime moment ? (object)(moment.Ticks, moment.Kind) : value)}",
        CallExpression call => $"{call.Operation}({string.Join(',', call.Parts.Select(Shape))})",
        _ => "",
    };
}
