namespace Cambium.Data.Tests;

/// <summary>Tables that tell less of people.</summary>
public sealed class PrivacyTests
{
    // RFC 4231, test case 1: key 20 × 0x0b, "Hi There".
    static readonly PseudonymKey Key = PseudonymKey.Of(Enumerable.Repeat((byte)0x0b, 20).ToArray());

    [Fact]
    public void A_pseudonym_is_the_first_half_of_the_hmac()
    {
        var table = Table.Create(Column.Of("who", (string?[])["Hi There", null, "Hi There", "other"]));

        var hidden = (TextColumn)Privacy.Pseudonymise(table, "who", Key)["who"];

        Assert.Equal("b0344c61d8db38535ca8afceaf0bf12b", hidden[0]);
        Assert.Null(hidden[1]);
        Assert.Equal(hidden[0], hidden[2]);
        Assert.NotEqual(hidden[0], hidden[3]);
        Assert.Equal("a key of pseudonyms", $"{Key}");
    }

    [Fact]
    public void A_key_comes_from_a_file_or_the_environment_and_is_never_in_a_message()
    {
        var path = Path.GetTempFileName();
        Environment.SetEnvironmentVariable("CAMBIUM_TEST_PSEUDONYMS", "0123456789abcdef");
        try
        {
            File.WriteAllText(path, "0123456789abcdef\n");
            Assert.Equal(PseudonymKey.FromFile(path).PseudonymOf("x"), PseudonymKey.FromEnvironment("CAMBIUM_TEST_PSEUDONYMS").PseudonymOf("x"));
            File.WriteAllText(path, "secret\n");
            Assert.Equal(
                "The key has 6 bytes, expected 16 or more, so that nobody finds it by trying. Make one with: openssl rand -hex 32 (Parameter 'secret')",
                Assert.Throws<ArgumentException>(() => PseudonymKey.FromFile(path)).Message);
        }
        finally
        {
            File.Delete(path);
            Environment.SetEnvironmentVariable("CAMBIUM_TEST_PSEUDONYMS", null);
        }

        Assert.StartsWith("The environment has no variable 'CAMBIUM_TEST_PSEUDONYMS'", Assert.Throws<ArgumentException>(() => PseudonymKey.FromEnvironment("CAMBIUM_TEST_PSEUDONYMS")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4111 1111 1111 1234", 4, "**** **** **** 1234")]
    [InlineData("ann@x.org", 0, "***@*.***")]
    [InlineData("12345678", 4, "********")]
    [InlineData("", 2, "")]
    public void A_mask_keeps_signs_and_the_end_of_long_values(string value, int keep, string masked) =>
        Assert.Equal(masked, Privacy.Mask(Table.Create(TextColumn.FromValues("x", [value])), "x", keep)["x"].Format(0));

    [Fact]
    public void Values_become_ranges_months_years_and_groups()
    {
        var table = Table.Create(
            Column.Of("age", [29.9, 30, -0.1, double.NaN]),
            Column.Of("born", new DateTime[] { new(1980, 5, 17), new(1980, 12, 31), new(1999, 1, 1), new(2000, 2, 29) }),
            Column.Of("city", (string?[])["Oslo", "Bergen", "Rome", null]));

        Assert.Equal(["[20, 30)", "[30, 40)", "[-10, 0)", ""], All(Privacy.Bin(table, "age", 10), "age"));
        Assert.Equal(["1980-05-01", "1980-12-01", "1999-01-01", "2000-02-01"], All(Privacy.Coarsen(table, "born", toYear: false), "born"));
        Assert.Equal(["1980-01-01", "1980-01-01", "1999-01-01", "2000-01-01"], All(Privacy.Coarsen(table, "born", toYear: true), "born"));
        var groups = new Dictionary<string, string> { ["Oslo"] = "Norway", ["Bergen"] = "Norway" };
        Assert.Equal(["Norway", "Norway", "elsewhere", ""], All(Privacy.Group(table, "city", groups, "elsewhere"), "city"));
        Assert.Equal(3, Privacy.Suppress(table, "city").Columns.Count);
        Assert.Equal(4, Privacy.Suppress(table, "city")["city"].MissingCount);
        Assert.StartsWith("Column 'city' is of type Category; ranges are made of numbers.", Assert.Throws<ArgumentException>(() => Privacy.Bin(table, "city", 1)).Message, StringComparison.Ordinal);

        static string[] All(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(row => table[column].Format(row))];
    }
}
