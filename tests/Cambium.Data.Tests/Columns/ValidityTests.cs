using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class ValidityTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Rows_say_what_they_were_made_with(int length)
    {
        var validity = Validity.FromRows(length, row => row % 3 != 1);

        Assert.Equal(length, validity.Length);
        Assert.Equal(Enumerable.Range(0, length).Count(row => row % 3 == 1), validity.CountMissing());
        Assert.All(Enumerable.Range(0, length), row => Assert.Equal(row % 3 != 1, validity[row]));
    }

    [Fact]
    public void Every_row_valid_needs_no_words()
    {
        Assert.True(Validity.FromRows(100, _ => true).AllValid);
        Assert.True(Validity.All(100).AllValid);
        Assert.False(Validity.FromRows(100, row => row != 99).AllValid);
    }

    [Fact]
    public void A_slice_across_word_borders_counts_its_own_rows_only()
    {
        var random = new RandomStream(1);
        var isValid = Enumerable.Range(0, 300).Select(_ => random.NextInt(3) > 0).ToArray();
        var whole = Validity.FromRows(300, row => isValid[row]);
        for (var run = 0; run < 500; run++)
        {
            var start = random.NextInt(300);
            var length = random.NextInt(300 - start + 1);

            var slice = whole.Slice(start, length);

            Assert.Equal(isValid.Skip(start).Take(length).Count(valid => !valid), slice.CountMissing());
            Assert.Equal(isValid.Skip(start).Take(length), Enumerable.Range(0, length).Select(row => slice[row]));
        }
    }

    [Fact]
    public void A_slice_of_a_slice_and_rows_taken_from_it_keep_their_places()
    {
        var slice = Validity.FromRows(200, row => row % 2 == 0).Slice(61, 100).Slice(3, 50);

        var taken = slice.Take([0, 1, 49, 0]);

        Assert.Equal([true, false, false, true], Enumerable.Range(0, 4).Select(row => taken[row]));
    }
}
