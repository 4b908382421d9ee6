using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("price/area>3 AND city IN ('Oslo') ", "price / area > 3 and city in ('Oslo')")]
    [InlineData("not a or b and c", "not a or b and c")]
    [InlineData("(a or b) and c", "(a or b) and c")]
    [InlineData("a - (b - c) - d", "a - (b - c) - d")]
    [InlineData("(a + b) * -c", "(a + b) * -c")]
    [InlineData("- -3", "3")]
    [InlineData("a is not null", "not a is missing")]
    [InlineData("a not in (1, missing)", "not a in (1, missing)")]
    [InlineData("a not between 1 and 2 + 3", "not a between 1 and 2 + 3")]
    [InlineData("`odd name` <> \"and\"", "\"odd name\" != \"and\"")]
    [InlineData("x == 'it''s'", "x = 'it''s'")]
    [InlineData("Lower(x) = 1e3", "lower(x) = 1000.0")]
    [InlineData("case when a then 1 end", "case when a then 1 else missing end")]
    [InlineData("date < date '2026-11-22'", "date < date '2026-11-22'")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("9223372036854775808", "9.223372036854776E+18")]
    [InlineData("(a = b) = c", "(a = b) = c")]
    [InlineData(".5 + 1.", "0.5 + 1.0")]
    public void Text_is_read(string text, string printed) => Assert.Equal(printed, Expression.Parse(text).ToString());

    [Theory]
    [InlineData("", "Found the end at character 1 of ''; expected a column, a number, a text or '('.")]
    [InlineData("a +", "Found the end at character 4 of 'a +'; expected a column, a number, a text or '('.")]
    [InlineData("a b", "Found 'b' at character 3 of 'a b'; expected an operator or the end.")]
    [InlineData("(a", "Found the end at character 3 of '(a'; expected ')'.")]
    [InlineData("a = = b", "Found '=' at character 5 of 'a = = b'; expected a column, a number, a text or '('.")]
    [InlineData("a < b < c", "Found '<' at character 7 of 'a < b < c'; expected an operator or the end.")]
    [InlineData("a is 3", "Found '3' at character 6 of 'a is 3'; expected 'missing' or 'not missing'.")]
    [InlineData("a between 1 or 2", "Found 'or' at character 13 of 'a between 1 or 2'; expected 'and' and the upper border.")]
    [InlineData("'open", "The quote at character 1 of ''open' has no end. Close it with '; a quote within is written twice.")]
    [InlineData("\"\"", "The name at character 1 of '\"\"' is empty.")]
    [InlineData("a ? b", "'?' at character 3 of 'a ? b' has no meaning here. Text stands in single quotes, odd names of columns in double ones.")]
    [InlineData("and", "Found 'and' at character 1 of 'and'; expected a column, a number, a text or '('; a column of that name stands in double quotes.")]
    [InlineData("round()", "Found ')' at character 7 of 'round()'; expected a column, a number, a text or '('.")]
    [InlineData("abs(a, b)", "abs takes 1 argument(s), not 2 (character 1 of 'abs(a, b)').")]
    [InlineData("date 'x'", "'x' at character 6 of 'date 'x'' is no date; expected one such as 2026-11-22 or 2026-11-22T19:30:00.")]
    [InlineData("case else 1 end", "Found 'else' at character 6 of 'case else 1 end'; expected 'when'.")]
    public void What_is_wrong_is_said_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Expression.Parse(text)).Message);

    [Fact]
    public void An_unknown_function_is_named_with_the_nearest()
    {
        var message = Assert.Throws<FormatException>(() => Expression.Parse("lowr(a)")).Message;

        Assert.StartsWith("There is no function 'lowr' (character 1 of 'lowr(a)'). Did you mean 'lower'? The functions are: abs, as_datetime, as_number,", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_length_and_lists_are_bounded()
    {
        Assert.StartsWith("More than 100 parentheses lie within one another at character 101 of '((((", Refused(new string('(', 50_000)), StringComparison.Ordinal);
        Assert.StartsWith("More than 500 operations lie within one another before character ", Refused(string.Join('+', Enumerable.Repeat("a", 5_000))), StringComparison.Ordinal);
        Assert.StartsWith("More than 500 operations lie within one another before character ", Refused(new string('-', 50_000) + "a"), StringComparison.Ordinal);
        Assert.StartsWith("More than 1000 values stand in one list before character ", Refused($"a in ({string.Join(',', Enumerable.Repeat("1", 5_000))})"), StringComparison.Ordinal);
        Assert.Equal("The text has 100001 characters; an expression has at most 100000.", Refused(new string(' ', 100_001)));
        Assert.StartsWith(
            "The expression has more than 500 operations within one another. Compute a part of it into a column first.",
            Assert.Throws<ArgumentException>(() => Enumerable.Repeat(Expressions.Col("a"), 600).Aggregate((left, right) => left + right)).Message,
            StringComparison.Ordinal);
        var deepest = Expression.Parse(string.Join('+', Enumerable.Repeat("a", 500)));
        Assert.Equal([500L], Table.Create(Column.Of("a", [1L])).With("r", deepest).Column<long>("r").Values.ToArray());
    }

    [Fact]
    public void Random_text_is_read_or_refused_and_nothing_else()
    {
        string[] pieces = ["a", "and", "or", "not", "in", "between", "(", ")", ",", "1", "2.5e3", "'x'", "\"y\"", "'", "+", "-", "<=", "is", "missing", "case", "when", "then", "else", "end", "lower(", "date", ".", "%", "\0", "\uD800"];
        var random = new RandomStream(11);
        var read = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Join(' ', Enumerable.Range(0, 1 + random.NextInt(9)).Select(_ => pieces[random.NextInt(pieces.Length)]));
            try
            {
                var printed = Expression.Parse(text).ToString();
                Assert.Equal(printed, Expression.Parse(printed).ToString());
                read++;
            }
            catch (FormatException e)
            {
                Assert.Contains("character", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 500, 19_000);
    }

    static string Refused(string text) => Assert.Throws<FormatException>(() => Expression.Parse(text)).Message;
}
