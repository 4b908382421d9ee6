using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Cambium.Numerics;

namespace Cambium.Data.Tests;

public sealed class FieldParserTests
{
    // Bytes around a field must not matter, digits and points least of all.
    const string Around = "9.9-9.9:9T9999.99";

    [Fact]
    public void Floats_are_rounded_as_double_Parse_rounds_them()
    {
        var random = new RandomStream(21);
        for (var run = 0; run < 300_000; run++)
        {
            var text = FloatText(random);

            if (Fast<double, FieldParsers.Float64>(text, out var value))
            {
                Assert.True(BitConverter.DoubleToInt64Bits(double.Parse(text)) == BitConverter.DoubleToInt64Bits(value), text);
            }
        }
    }

    [Theory]
    [InlineData("0.000001", true)]
    [InlineData("-0", true)]
    [InlineData("5.", true)]
    [InlineData("9007199254740993", true)]
    [InlineData("1234567.12345678", true)]
    [InlineData("0.1234567890123456", true)]
    [InlineData("00.5", false)]
    [InlineData(".5", false)]
    [InlineData("1.2.3", false)]
    [InlineData("1e5", false)]
    [InlineData("--1", false)]
    [InlineData("-", false)]
    [InlineData("", false)]
    [InlineData("1 ", false)]
    [InlineData("1:5", false)]
    [InlineData("12345678901234567", false)]
    [InlineData("1.12345678901234567", false)]
    public void The_fast_float_path_takes_plain_decimals_only(string text, bool isTaken)
    {
        var isRead = Fast<double, FieldParsers.Float64>(text, out var value);

        Assert.Equal(isTaken, isRead);
        Assert.Equal(isTaken ? double.Parse(text) : 0, isRead ? value : 0);
    }

    [Fact]
    public void Rounding_of_decimals_equals_double_Parse_over_all_powers()
    {
        var random = new RandomStream(22);
        var rounded = 0;
        for (var run = 0; run < 200_000; run++)
        {
            var digits = random.NextBits() >> random.NextInt(64);
            var power = random.NextInt(140) - 70;
            if (DecimalFloat.TryRound(digits, power, out var value))
            {
                rounded++;
                Assert.True(double.Parse($"{digits}e{power}") == value, $"{digits}e{power}");
            }
        }

        Assert.InRange(rounded, 170_000, 200_000);
    }

    [Fact]
    public void Halves_between_two_doubles_go_to_the_even_one()
    {
        var random = new RandomStream(23);
        for (var run = 0; run < 100_000; run++)
        {
            // An odd number of 54 bits lies half way between two doubles; the decimal shift keeps it exact.
            var digits = (1UL << 53) | (random.NextBits() >> 11) | 1;
            var power = random.NextInt(4);
            if (DecimalFloat.TryRound(digits, power, out var value))
            {
                Assert.True(double.Parse($"{digits}e{power}") == value, $"{digits}e{power}");
            }
        }
    }

    [Fact]
    public void Whole_numbers_are_read_as_long_Parse_reads_them()
    {
        var random = new RandomStream(24);
        for (var run = 0; run < 100_000; run++)
        {
            var expected = (long)random.NextBits() >> random.NextInt(64);
            var text = $"{expected}";

            var isFast = Fast<long, FieldParsers.Int64>(text, out var value);

            Assert.Equal(text.TrimStart('-').Length <= 16, isFast);
            Assert.True(!isFast || value == expected, text);
            Assert.True(ValueText.TryInt64(Encoding.UTF8.GetBytes(text), false, out value) && value == expected, text);
        }
    }

    [Fact]
    public void What_a_fast_path_takes_the_exact_path_reads_alike()
    {
        var random = new RandomStream(25);
        const string Letters = "0123456789-+.:TZe trufalsTRUEFALS";
        for (var run = 0; run < 300_000; run++)
        {
            var text = random.NextInt(2) == 0
                ? DateText(random)
                : string.Concat(Enumerable.Range(0, random.NextInt(12)).Select(_ => Letters[random.NextInt(Letters.Length)]));
            AssertAgrees<long, FieldParsers.Int64>(text);
            AssertAgrees<double, FieldParsers.Float64>(text);
            AssertAgrees<bool, FieldParsers.Boolean>(text);
            AssertAgrees<DateTime, FieldParsers.Moment>(text);
        }
    }

    [Fact]
    public void Every_day_of_four_centuries_is_read()
    {
        for (var day = new DateTime(1899, 12, 31); day.Year < 2301; day = day.AddDays(1))
        {
            Assert.True(Fast<DateTime, FieldParsers.Moment>(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out var value));
            Assert.Equal(day, value);
        }
    }

    [Fact]
    public void Masks_equal_those_made_byte_by_byte()
    {
        var random = new RandomStream(26);
        var block = new byte[64];
        for (var run = 0; run < 10_000; run++)
        {
            foreach (ref var letter in block.AsSpan())
            {
                letter = random.NextInt(3) == 0 ? ",;\"\n"u8[random.NextInt(4)] : (byte)random.NextInt(256);
            }

            SeparatorMasks.Of(ref block[0], (byte)';', out var delimiters, out var lines, out var quotes);
            SeparatorMasks.Scalar(ref block[0], (byte)';', out var expectedDelimiters, out var expectedLines, out var expectedQuotes);

            Assert.Equal((expectedDelimiters, expectedLines, expectedQuotes), (delimiters, lines, quotes));
        }
    }

    [Fact]
    public void Levels_are_numbered_in_the_order_in_which_they_come()
    {
        var random = new RandomStream(27);
        var table = new LevelTable();
        var expected = new Dictionary<string, int>();
        for (var run = 0; run < 50_000; run++)
        {
            var text = new string((char)('a' + random.NextInt(3)), random.NextInt(20)) + (random.NextInt(2) == 0 ? $"{random.NextInt(2000)}" : "");
            var padded = Encoding.UTF8.GetBytes(text + Around);

            var code = table.GetOrAdd(padded.AsSpan(0, text.Length));

            Assert.Equal(expected.TryGetValue(text, out var known) ? known : expected[text] = expected.Count, code);
            Assert.Equal(text, Encoding.UTF8.GetString(table[code]));
        }
    }

    static bool Fast<T, TParser>(string text, out T value)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        var bytes = Encoding.UTF8.GetBytes(Around + text + Around + Around);
        return TParser.TryFast(ref Unsafe.Add(ref bytes[0], Around.Length), text.Length, out value);
    }

    static void AssertAgrees<T, TParser>(string text)
        where T : unmanaged
        where TParser : struct, IFieldParser<T>
    {
        if (Fast<T, TParser>(text, out var value) && !(text == "-0" && typeof(T) == typeof(long)))
        {
            Assert.True(TParser.TryExact(Encoding.UTF8.GetBytes(text), false, out var exact), text);
            Assert.Equal(exact, value);
        }
    }

    static string FloatText(RandomStream random) => random.NextInt(4) switch
    {
        0 => random.NextGaussian().ToString("R", CultureInfo.InvariantCulture),
        1 => (random.NextGaussian() * 1000).ToString($"F{random.NextInt(10)}", CultureInfo.InvariantCulture),
        2 => $"{(random.NextInt(2) == 0 ? "-" : "")}{random.NextBits() >> random.NextInt(64)}.{random.NextBits() >> random.NextInt(64)}",
        _ => BitConverter.UInt64BitsToDouble((random.NextBits() >> 2) | 0x3000_0000_0000_0000).ToString("R", CultureInfo.InvariantCulture),
    };

    static string DateText(RandomStream random)
    {
        var day = $"{random.NextInt(3000):0000}-{random.NextInt(14):00}-{random.NextInt(33):00}";
        var time = random.NextInt(2) == 0
            ? ""
            : $"{"T x"[random.NextInt(3)]}{random.NextInt(26):00}:{random.NextInt(62):00}:{random.NextInt(62):00}";
        return $"{day}{time}{(random.NextInt(2) == 0 ? "" : "Z")}";
    }
}
