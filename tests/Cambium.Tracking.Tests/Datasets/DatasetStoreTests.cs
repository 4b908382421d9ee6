using System.Security.Cryptography;
using Cambium.Data;

namespace Cambium.Tracking.Tests;

public sealed class DatasetStoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_comes_back_as_it_was_added(bool isS3)
    {
        using var place = new DatasetPlace(isS3);
        var first = place.Csv("a.csv", 30_000);
        var second = place.Csv("b.csv", 30_000, 17_000);

        var one = place.Add("prices", first, "from the till");
        var two = place.Add("prices", second);

        Assert.Equal((1, "a.csv", "from the till", 30_000L, true), (one.Version.Number, one.Version.FileName, one.Version.Note, one.Version.Rows, one.IsNew));
        Assert.Equal(Table.ReadCsv(first).Fingerprint(), one.Version.Fingerprint);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(first))), one.Version.Sha256);
        Assert.Equal(["id", "city", "price", "note"], one.Version.Schema.Fields.Select(field => field.Name));
        Assert.Equal(place.Clock.GetUtcNow(), one.Version.CreatedAt);
        Assert.Equal((2, 1), (two.Version.Number, two.NewChunks));
        Assert.Equal(["prices"], place.Store.Names());
        Assert.Equal([one.Version.ToJson(), two.Version.ToJson()], place.Store.List("prices").Select(version => version.ToJson()));
        place.Checkout("prices", 1, place.File("back.csv"));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(place.File("back.csv")));
        Assert.Empty(place.Files.ListAll("busy"));
    }

    [Fact]
    public void The_same_content_is_the_same_version()
    {
        using var place = new DatasetPlace();
        var file = place.Csv("a.csv", 10_000);
        var first = place.Add("prices", file).Version;
        place.Add("prices", place.Csv("b.csv", 10_000, 3));

        var again = place.Add("prices", file);

        Assert.Equal((false, 0, 0L, first.Number), (again.IsNew, again.NewChunks, again.NewBytes, again.Version.Number));
        Assert.Equal([1, 2], place.Store.List("prices").Select(version => version.Number));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("Sales")]
    [InlineData("-x")]
    [InlineData("a\n")]
    public void Hostile_names_are_refused(string name)
    {
        using var place = new DatasetPlace();
        var file = place.Csv("a.csv", 10);

        var refused = Assert.Throws<TrackingException>(() => place.Add(name, file));

        Assert.Equal(
            $"'{name.Replace('\n', '?')}' is no name of a dataset: that has 1 to 100 small letters a to z, digits, '.', '-' and '_', and begins with a letter or digit. Write such as 'sales-2026'.",
            refused.Message);
        Assert.Throws<TrackingException>(() => place.Store.List(name));
        Assert.Throws<TrackingException>(() => place.Checkout(name, 1, place.File("x")));
        Assert.Empty(place.Files.ListAll(""));
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        using var place = new DatasetPlace();
        var none = Assert.Throws<TrackingException>(() => place.Store.Get("prices", 1));
        place.Add("prices", place.Csv("a.csv", 10));

        var other = Assert.Throws<TrackingException>(() => place.Checkout("prices", 7, place.File("x")));

        Assert.Equal($"There is no dataset 'prices' in {place.Place}. Add a file under that name first.", none.Message);
        Assert.Equal($"There is no version 7 of dataset 'prices' in {place.Place}; there are 1.", other.Message);
        Assert.Throws<FileNotFoundException>(() => place.Add("prices", place.File("none.csv")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Adders_at_once_get_numbers_of_their_own(bool isS3)
    {
        using var place = new DatasetPlace(isS3);
        var files = Enumerable.Range(0, 8).Select(number => place.Csv($"{number}.csv", 200, number)).ToList();
        var numbers = new int[files.Count];
        var threads = files.Select((file, index) => new Thread(() => numbers[index] = place.Add("prices", file).Version.Number)).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Enumerable.Range(1, 8), numbers.Order());
        Assert.All(files, (file, index) =>
        {
            place.Checkout("prices", numbers[index], place.File("back"), overwrite: true);
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(place.File("back")));
        });
    }

    [Fact]
    public void A_damaged_chunk_is_named_and_nothing_is_written()
    {
        using var place = new DatasetPlace();
        var version = place.Add("prices", place.Csv("a.csv", 30_000)).Version;
        var chunk = version.Chunks[1];
        var path = $"chunks/{chunk.Id[..2]}/{chunk.Id}";
        var packed = Path.Combine(place.Place, path);
        var at = version.Chunks[0].Length;
        var where = $"Chunk {chunk.Id} of bytes {at} to {at + chunk.Length - 1} of version 1 of dataset 'prices' (a.csv)";
        var end = $"It lies at {path} in {place.Place}. Delete it, and add the same file again or pull it from another store.";
        var bytes = File.ReadAllBytes(packed);

        string Message() => Assert.Throws<TrackingException>(() => place.Checkout("prices", 1, place.File("back.csv"))).Message;
        File.WriteAllBytes(packed, bytes[..^9]);
        var cut = Message();
        File.Copy(Path.Combine(place.Place, $"chunks/{version.Chunks[0].Id[..2]}/{version.Chunks[0].Id}"), packed, overwrite: true);
        var other = Message();
        File.Delete(packed);
        var missing = Message();

        Assert.Equal($"{where} is damaged: its {bytes.Length - 9} bytes are not {chunk.Length} bytes packed with Brotli. {end}", cut);
        Assert.StartsWith($"{where} is damaged: ", other, StringComparison.Ordinal);
        Assert.Equal($"{where} is missing. {end}", missing);
        Assert.Equal([place.File("a.csv")], Directory.EnumerateFiles(place.File("")).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)));
        Assert.Equal(1, place.Add("prices", place.File("a.csv")).NewChunks);
        place.Checkout("prices", 1, place.File("back.csv"));
    }

    [Fact]
    public void An_add_that_breaks_off_leaves_nothing_visible_and_goes_on_where_it_was()
    {
        using var place = new DatasetPlace(isS3: true);
        var file = place.Csv("a.csv", 60_000);
        var sent = 0;
        place.S3!.Refuses = request => request.HttpMethod == "PUT" && request.RawUrl!.Contains("/chunks/", StringComparison.Ordinal) && ++sent > 3 ? (507, "XMinioStorageFull") : null;

        var full = Assert.Throws<TrackingException>(() => place.Add("prices", file));

        Assert.Equal(TrackingErrorCode.InsufficientStorage, full.Code);
        Assert.Empty(place.Store.List("prices"));
        Assert.Empty(place.Files.ListAll("busy"));
        Assert.Equal(3, place.Chunks().Count);
        place.S3.Refuses = _ => null;
        var added = place.Add("prices", file);
        Assert.Equal(added.Version.Chunks.Count - 3, added.NewChunks);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_when_told()
    {
        using var place = new DatasetPlace();
        var file = place.Csv("a.csv", 10);
        place.Add("prices", file);
        File.WriteAllText(file, "mine");

        var refused = Assert.Throws<TrackingException>(() => place.Checkout("prices", 1, file));

        Assert.Equal($"There is {file} already; nothing was written. Give another path, or say that it is to be replaced.", refused.Message);
        Assert.Equal("mine", File.ReadAllText(file));
        place.Checkout("prices", 1, file, overwrite: true);
        Assert.StartsWith("id,city", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\": \"prices\"}")]
    public void A_damaged_document_is_named(string json)
    {
        using var place = new DatasetPlace();
        place.Add("prices", place.Csv("a.csv", 10));
        File.WriteAllText(Path.Combine(place.Place, "datasets/prices/000001.json"), json);

        var damaged = Assert.Throws<TrackingException>(() => place.Store.List("prices"));

        Assert.Equal(
            (TrackingErrorCode.DataLoss, $"The document of version 1 of dataset 'prices' is damaged. It lies at datasets/prices/000001.json in {place.Place}. Delete it, and pull the version from another store."),
            (damaged.Code, damaged.Message));
    }

    [Fact]
    public void A_file_that_is_no_table_leaves_nothing()
    {
        using var place = new DatasetPlace();
        File.WriteAllText(place.File("bad.parquet"), "no parquet");

        Assert.Throws<TableException>(() => place.Add("prices", place.File("bad.parquet")));

        Assert.Empty(place.Files.ListAll(""));
    }
}
