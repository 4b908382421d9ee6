namespace Cambium.Cli.Tests;

/// <summary>How numbers and small pictures look.</summary>
public sealed class FigureTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(3, "3")]
    [InlineData(-2, "-2")]
    [InlineData(1990, "1990")]
    [InlineData(0.123456, "0.1235")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123456.7, "123457")]
    [InlineData(0.00012345, "0.0001234")]
    [InlineData(0.0000012341, "1.234e-6")]
    [InlineData(double.NaN, "n/a")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "-∞")]
    public void A_figure_has_four_significant_digits(double value, string text) => Assert.Equal(text, Figure.Of(value));

    [Theory]
    [InlineData(0.5, "0.500")]
    [InlineData(-0.0004, "0.000")]
    [InlineData(50.8663, "50.87")]
    [InlineData(double.NaN, "n/a")]
    public void A_score_has_three_decimals(double value, string text) => Assert.Equal(text, Figure.Score(value));

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(0.0123, "1.2%")]
    [InlineData(0.12, "12%")]
    [InlineData(1, "100%")]
    public void A_share_is_in_per_cent(double value, string text) => Assert.Equal(text, Figure.Share(value));

    [Theory]
    [InlineData(0.5, "0.50 s")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(3700, "1 h 1 min")]
    public void A_time_is_as_long_as_it_needs(double seconds, string text) => Assert.Equal(text, Figure.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_histogram_fills_the_highest_and_keeps_small_counts_visible()
    {
        Assert.Equal("█▄▁ ", Bar.Histogram([1000, 500, 1, 0]));
        Assert.Equal("", Bar.Histogram([]));
        Assert.Equal("  ", Bar.Histogram([0, 0]));
    }

    [Theory]
    [InlineData(1, "████")]
    [InlineData(0.5, "██")]
    [InlineData(0.03125, "▏")]
    [InlineData(0, "")]
    [InlineData(-1, "")]
    [InlineData(double.NaN, "")]
    public void A_bar_is_as_long_as_its_share(double share, string bar) => Assert.Equal(bar, Bar.Horizontal(share, 4));

    [Theory]
    [InlineData("samples/a.csv", "samples/a.csv")]
    [InlineData("my data.csv", "'my data.csv'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void A_shell_word_is_quoted_where_it_must_be(string text, string word) => Assert.Equal(word, ShellWord.Of(text));

    [Fact]
    public void Trailing_spaces_are_left_out_and_inner_ones_kept()
    {
        using var text = new StringWriter();
        using var writer = new TrimmingWriter(text);

        writer.Write("a  b  \n   \n c ");
        writer.Write("d\n");

        Assert.Equal("a  b\n\n c d\n", text.ToString());
    }
}
