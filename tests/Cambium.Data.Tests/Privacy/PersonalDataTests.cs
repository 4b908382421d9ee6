using Cambium.Numerics;

namespace Cambium.Data.Tests;

/// <summary>What likely tells of people is found, and what does not is left in peace.</summary>
public sealed class PersonalDataTests
{
    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00", true)]
    [InlineData("GB82WEST12345698765432", true)]
    [InlineData("no9386011117947", true)]
    [InlineData("DE89 3704 0044 0532 0130 01", false)]
    [InlineData("DE8937040044053201300", false)]
    [InlineData("ZZ82WEST12345698765432", false)]
    [InlineData("GB82WEST1234569876543é", false)]
    public void An_account_number_checks_itself(string value, bool isOne) => Assert.Equal(isOne, CheckDigits.IsIban(value));

    [Theory]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("378282246310005", true)]
    [InlineData("5555-5555-5555-4444", true)]
    [InlineData("4111 1111 1111 1112", false)]
    [InlineData("1111111111111117", false)]
    [InlineData("41111111111", false)]
    public void A_card_number_checks_itself(string value, bool isOne) => Assert.Equal(isOne, CheckDigits.IsCard(value));

    // Examples that the states or their encyclopedic articles publish, and the same with one digit changed.
    [Theory]
    [InlineData("Brazil", "111.444.777-35", "111.444.777-36")]
    [InlineData("Finland", "131052-308T", "131052-308U")]
    [InlineData("the Netherlands", "111222333", "111222334")]
    [InlineData("Poland", "44051401359", "44051401358")]
    [InlineData("Spain", "12345678Z", "12345678A")]
    [InlineData("Spain", "X1234567L", "X1234567M")]
    [InlineData("Sweden", "811228-9874", "811228-9873")]
    [InlineData("Sweden", "198112289874", "198113289874")]
    [InlineData("the United States", "536-90-4399", "000-90-4399")]
    public void A_national_number_checks_itself(string country, string right, string wrong)
    {
        var has = NationalNumbers.All.Single(number => number.Country == country).Has;

        Assert.True(has(right));
        Assert.False(has(wrong));
    }

    [Fact]
    public void A_norwegian_number_has_two_check_digits()
    {
        var has = NationalNumbers.All.Single(number => number.Country == "Norway").Has;

        // For a person born on 1 January 1990 with the number 001, by hand: 3·0+7·1+6·0+1·1+8·9+9·0+4·0+5·0+2·1 = 82, 11 − 82 mod 11 = 6;
        // 5·0+4·1+3·0+2·1+7·9+6·0+5·0+4·0+3·1+2·6 = 84, 11 − 84 mod 11 = 4.
        Assert.True(has("010190 00164"));
        Assert.False(has("01019000165"));
        Assert.False(has("41019000164"));
    }

    [Theory]
    [InlineData("name", true)]
    [InlineData("Names", true)]
    [InlineData("product_name", false)]
    public void A_column_that_is_called_name_alone_may_hold_peoples(string name, bool isFound) =>
        Assert.Equal(isFound, PersonalData.Scan(Table.Create(Column.Of(name, (string?[])["Ann Lee", "Bob Ray", "Ann Lee"]))).Any(finding => finding.Kind == PersonalDataKind.PersonName));

    [Fact]
    public void Columns_are_found_by_their_values_and_their_names()
    {
        var table = Table.Create(
            TextColumn.FromValues("contact", ["write to ann@example.org please", "none", "bob@example.co.uk", null]),
            TextColumn.FromValues("call", ["+47 22 22 55 55", "(020) 7946 0018", "0049 30 1234567", "+1-202-555-0143"]),
            TextColumn.FromValues("account", ["DE89 3704 0044 0532 0130 00", "x", "y", "z"]),
            Column.Of("paid_with", [4111111111111111, 5555555555554444, 4012888888881881, 4222222222222]),
            Column.Of("dateOfBirth", [1990L, 1980, 1970, 1960]),
            Column.Of("LastName", (string?[])["Berg", "Lund", "Dahl", "Berg"]),
            TextColumn.FromValues("note", ["she came late on a Monday", "he did not come at all", "they were all very glad", "-"]),
            TextColumn.FromValues("from", ["10.0.0.1", "192.168.1.20", "8.8.8.8", "1.1.1.1"]));

        var found = PersonalData.Scan(table);

        Assert.Equal(
            [
                "contact Email 2 0.67 e-mail addresses in the values",
                "call Phone 4 1.00 telephone numbers in the values",
                "account Iban 1 0.25 bank accounts with right check digits",
                "paid_with CardNumber 4 1.00 payment cards with right check digits",
                "dateOfBirth DateOfBirth 4 1.00 by the column's name",
                "LastName PersonName 4 1.00 by the column's name",
                "note FreeText 3 0.75 sentences, in which people may be named",
                "from NetworkAddress 4 1.00 network addresses in the values",
            ],
            found.Select(finding => FormattableString.Invariant($"{finding.Column} {finding.Kind} {finding.Rows} {finding.Share:0.00} {finding.Reason}")));
        Assert.Equal(["w**** ** ***@*******.*** ******", "b**@*******.**.**"], found[0].Examples);
    }

    [Fact]
    public void Rows_that_come_in_blocks_tell_what_the_table_tells()
    {
        var random = new RandomStream(9);
        var table = Table.Create(
            TextColumn.FromValues("contact", [.. Enumerable.Range(0, 300).Select(i => random.NextInt(4) == 0 ? null : random.NextInt(3) == 0 ? $"p{i}@example.org" : "none")]),
            Column.Of("LastName", [.. Enumerable.Range(0, 300).Select(i => (string?)$"name {random.NextInt(9)}")]),
            TextColumn.FromValues("note", [.. Enumerable.Range(0, 300).Select(i => i % 3 == 0 ? "-" : $"they were all very glad {i}")]),
            Column.Of("pan", [.. Enumerable.Range(0, 300).Select(i => i % 2 == 0 ? 4111111111111111 : i)]));
        using var folder = new Folder();
        table.WriteParquet(folder / "people.parquet", new ParquetWriteOptions { RowGroupRows = 7 });

        var found = PersonalData.Scan(Table.Scan(folder / "people.parquet"));

        Assert.Equal(PersonalData.Scan(table), found);
        Assert.Equal(4, found.Count);
    }

    [Fact]
    public void Figures_keys_and_dates_are_no_personal_data()
    {
        var random = new RandomStream(3);
        long[] Numbers(long low, long width) => [.. Enumerable.Range(0, 400).Select(_ => low + (long)(random.NextDouble() * width))];
        var table = Table.Create(
            Column.Of("order", Numbers(4_000_000_000_000_000, 1_000_000_000_000_000)),
            Column.Of("eleven", Numbers(10_000_000_000, 80_000_000_000)),
            Column.Of("nine", Numbers(100_000_000, 800_000_000)),
            Column.Of("ten", Numbers(1_000_000_000, 8_000_000_000)),
            Column.Of("price", [.. Enumerable.Range(0, 400).Select(_ => random.NextGaussian())]),
            Column.Of("months_at_address", Numbers(0, 100)),
            Column.Of("hasPhone", (string?[])[.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "y" : "n")]),
            Column.Of("tipped", [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0)]),
            TextColumn.FromValues("day", [.. Enumerable.Range(0, 400).Select(i => $"2026-{1 + (i % 12):00}-{1 + (i % 28):00}")]),
            TextColumn.FromValues("version", [.. Enumerable.Range(0, 400).Select(i => $"{i}.0.1")]),
            Column.Of("species", [.. Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? "setosa" : "virginica")]));

        Assert.Empty(PersonalData.Scan(table));
    }
}
