using Cambium.Data;

namespace Cambium.Tracking.Tests;

public sealed class DatasetDiffTests : IDisposable
{
    readonly DatasetPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Rows_are_told_by_their_key()
    {
        var diff = Diff("id,city,price\n1,Bern,10\n2,Basel,20\n3,,30\n", "id,price,city\n3,30.5,Chur\n1,10,Bern\n4,40,Zug\n", "id");

        Assert.Equal(
            new DatasetDiff(
                [new("price", ColumnType.Int64, ColumnType.Float64), new("city", ColumnType.Category, ColumnType.String)],
                Added: 1,
                Removed: 1,
                Changed: 1,
                Unchanged: 1,
                [
                    new(2, 0, [new("id", "3", "3"), new("price", "30", "30.5"), new("city", null, "Chur")]),
                    new(null, 2, [new("id", null, "4"), new("price", null, "40"), new("city", null, "Zug")]),
                    new(1, null, [new("id", "2", null), new("price", "20", null), new("city", "Basel", null)]),
                ]),
            diff);
    }

    [Fact]
    public void Rows_without_a_key_are_told_by_all_their_values_and_how_often_they_are_there()
    {
        var diff = Diff("a,b,old\n1,x,0\n1,x,0\n2,y,0\n", "b,a,new\nz,2,t\nx,1,t\n");

        Assert.Equal((1, 2, 0, 1), (diff.Added, diff.Removed, diff.Changed, diff.Unchanged));
        Assert.Equal([new("new", null, diff.Columns[0].Becomes), new("old", ColumnType.Int64, null)], diff.Columns);
        Assert.Equal([(null, 0), (1, null), (2, null)], diff.Examples.Select(row => (row.OldRow, row.NewRow)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_edits_are_counted_as_they_were_made(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 300).Select(id => (Id: id, Price: random.Next(100), Edit: random.Next(6))).ToList();
        var before = rows.Where(row => row.Edit != 0).Select(row => $"{row.Id},{row.Price}").ToArray();
        var after = rows.Where(row => row.Edit != 1).Select(row => $"{row.Id},{(row.Edit == 2 ? row.Price + 1 : row.Price)}").ToArray();
        random.Shuffle(after);
        int Of(int edit) => rows.Count(row => row.Edit == edit);

        var diff = Diff("id,price\n" + string.Join('\n', before), "id,price\n" + string.Join('\n', after), "id");
        var whole = _place.Store.Diff("rows", 1, 2, [], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((Of(0), Of(1), Of(2), before.Length - Of(1) - Of(2)), (diff.Added, diff.Removed, diff.Changed, diff.Unchanged));
        Assert.Equal((Of(0) + Of(2), Of(1) + Of(2), 0, diff.Unchanged), (whole.Added, whole.Removed, whole.Changed, whole.Unchanged));
        Assert.Equal((15, 10), (diff.Examples.Count, whole.Examples.Count));
        Assert.Empty(diff.Columns);
    }

    [Fact]
    public void A_key_that_is_none_is_told()
    {
        var twice = Assert.Throws<TrackingException>(() => Diff("id,n\n1,2\n2,2\n", "id,n\n1,3\n1,4\n", "id"));
        var unknown = Assert.Throws<TrackingException>(() => _place.Store.Diff("rows", 1, 2, ["nr"], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("Rows 0 and 1 of the newer version have the same key: id = 1. Name columns that tell rows apart, or compare without a key.", twice.Message);
        Assert.Equal("The key's column 'nr' is not in the older version, which has id, n. Name columns that both have.", unknown.Message);
    }

    DatasetDiff Diff(string older, string newer, params string[] key)
    {
        var path = _place.File("rows.csv");
        File.WriteAllText(path, older);
        _place.Add("rows", path);
        File.WriteAllText(path, newer);
        _place.Add("rows", path);
        return _place.Store.Diff("rows", 1, 2, key, cancellationToken: TestContext.Current.CancellationToken);
    }
}
