using System.Text.Json;

namespace Cambium.Data.Tests;

/// <summary>Correlations against pandas and SciPy (tests/oracles/associations.py).</summary>
public sealed class AssociationTests
{
    // Sums of products about a point near the mean keep eleven digits of these columns.
    const double Tolerance = 1e-10;

    static readonly JsonElement[] Oracle = [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "oracles", "associations.json"))).RootElement.EnumerateArray()];

    [Fact]
    public void Pairs_of_columns_go_together_as_the_peers_say()
    {
        var profiles = new[] { Related(Table.ReadCsv(Path.Combine(AppContext.BaseDirectory, "samples", "mortgages.csv"))), Related(Gaps()) };
        var found = profiles.SelectMany(profile => profile.Associations).ToDictionary(pair => (pair.First, pair.Second, pair.Kind), pair => pair.Value);

        Assert.True(Oracle.Length > 60);
        foreach (var pair in Oracle)
        {
            var kind = pair.GetProperty("kind").GetString() switch { "pearson" => AssociationKind.Pearson, "spearman" => AssociationKind.Spearman, _ => AssociationKind.CramersV };
            var key = (pair.GetProperty("first").GetString()!, pair.GetProperty("second").GetString()!, kind);
            Assert.True(found.TryGetValue(key, out var value), $"{key} is not there");
            Assert.True(Math.Abs(value - pair.GetProperty("value").GetDouble()) <= Tolerance, $"{key}: {value}, expected {pair.GetProperty("value")}");
        }
    }

    [Fact]
    public void Parts_merge_to_the_whole()
    {
        var table = Gaps();
        var whole = Related(table);
        var builder = Builder(table.Slice(0, 11));
        foreach (var (start, length) in ((int, int)[])[(11, 1), (12, 30), (42, 18)])
        {
            builder.Merge(Builder(table.Slice(start, length)));
        }

        var merged = builder.Build();
        Assert.Equal(whole.Associations.Count, merged.Associations.Count);
        foreach (var (one, other) in whole.Associations.Zip(merged.Associations))
        {
            Assert.Equal((one.First, one.Second, one.Kind), (other.First, other.Second, other.Kind));
            Assert.Equal(one.Value, other.Value, Tolerance);
        }

        Assert.Equal(whole.DuplicateRows, merged.DuplicateRows);
        Assert.Equal(whole.MissingPatterns, merged.MissingPatterns);
    }

    [Fact]
    public void A_constant_column_goes_with_nothing()
    {
        var profile = Related(Table.Create(Column.Of("same", [3.7, 3.7, 3.7, 3.7]), Column.Of("other", [1.0, 2, 3, 4])));

        Assert.All(profile.Associations, pair => Assert.True(double.IsNaN(pair.Value)));
    }

    static Profile Related(Table table) => Profile.Of(table, new ProfileOptions { Relations = true });

    static ProfileBuilder Builder(Table table)
    {
        var builder = new ProfileBuilder(table.Schema, new ProfileOptions { Relations = true });
        builder.Add(table);
        return builder;
    }

    static Table Gaps()
    {
        var rows = Enumerable.Range(0, 60).ToArray();
        return Table.Create(
            Column.Of("x", [.. rows.Select(i => 1e6 + (i * 37 % 101))]),
            Column.Of("y", [.. rows.Select(i => i % 5 == 0 ? double.NaN : i * i % 53 / 7.0)]),
            Column.Of("z", [.. rows.Select(i => i % 7 == 3 ? double.NaN : (-3 * i) + (i * 29 % 17))]));
    }
}
