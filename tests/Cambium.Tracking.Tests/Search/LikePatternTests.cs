using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace Cambium.Tracking.Tests;

public sealed class LikePatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "%%", true)]
    [InlineData("", "_", false)]
    [InlineData("abc", "abc", true)]
    [InlineData("abc", "aBc", false)]
    [InlineData("abc", "a%", true)]
    [InlineData("abc", "%b%", true)]
    [InlineData("abc", "_b_", true)]
    [InlineData("abc", "%d", false)]
    [InlineData("a%c", "a\\%c", false)]
    [InlineData("a\\xc", "a\\%c", true)]
    [InlineData("a😀c", "a_c", true)]
    [InlineData("a😀c", "a__c", false)]
    [InlineData("😀😀x", "%_x", true)]
    public void Pattern_matches_as_in_sql(string text, string pattern, bool matches) => Assert.Equal(matches, LikePattern.Matches(text, pattern, ignoresCase: false));

    [Theory]
    [InlineData("ABC", "a_c", true)]
    [InlineData("Ünï", "üNÏ", true)]
    [InlineData("k", "\u212A", false)] // the sign of Kelvin: its lower case is k, but the upper case of k is K
    [InlineData("[", "{", false)]
    public void Case_is_ignored_where_asked(string text, string pattern, bool matches) => Assert.Equal(matches, LikePattern.Matches(text, pattern, ignoresCase: true));

    [Fact]
    public void Pattern_matches_as_the_definition_says() =>
        FsCheck.Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000).WithReplay(20261122, 5),
            Prop.ForAll(
                Gen.Elements('a', 'b').ArrayOf().Resize(12).ToArbitrary(),
                Gen.Elements('a', 'b', '%', '_').ArrayOf().Resize(8).ToArbitrary(),
                (text, pattern) => Assert.Equal(Defined(text, pattern), LikePattern.Matches(text, pattern, ignoresCase: false))));

    [Fact]
    public void Pattern_built_to_blow_up_takes_no_longer_than_both_lengths_multiplied()
    {
        var pattern = string.Concat(Enumerable.Repeat("%a", 499)) + "%b";
        var start = Stopwatch.GetTimestamp();

        Assert.False(LikePattern.Matches(new string('a', 8000), pattern, ignoresCase: true));

        // It takes some milliseconds; with going back to every % it would take longer than there is time.
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 20);
    }

    static bool Defined(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        return pattern[0] == '%'
            ? Defined(text, pattern[1..]) || (!text.IsEmpty && Defined(text[1..], pattern))
            : !text.IsEmpty && (pattern[0] == '_' || pattern[0] == text[0]) && Defined(text[1..], pattern[1..]);
    }
}
