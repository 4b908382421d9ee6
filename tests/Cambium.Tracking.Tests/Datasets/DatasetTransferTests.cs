namespace Cambium.Tracking.Tests;

public sealed class DatasetTransferTests
{
    [Fact]
    public void Versions_go_to_S3_and_back_with_the_missing_chunks_only()
    {
        using var here = new DatasetPlace();
        using var there = new DatasetPlace(isS3: true);
        using var third = new DatasetPlace();
        var first = here.Csv("a.csv", 30_000);
        var one = here.Add("prices", first).Version;

        var pushed = here.CopyTo(there, "prices");
        here.Add("prices", here.Csv("b.csv", 30_000, 17_000));
        var again = here.CopyTo(there, "prices");
        var nothing = here.CopyTo(there, "prices");
        var pulled = there.CopyTo(third, "prices");

        Assert.Equal(([1], one.Chunks.Count), (pushed.Versions, pushed.Chunks));
        Assert.Equal(([2], 1), (again.Versions, again.Chunks));
        Assert.Equal(([], 0, 0L), (nothing.Versions, nothing.Chunks, nothing.Bytes));
        Assert.Equal(([1, 2], one.Chunks.Count + 1), (pulled.Versions, pulled.Chunks));
        Assert.Equal(here.Store.List("prices").Select(version => version.ToJson()), third.Store.List("prices").Select(version => version.ToJson()));
        third.Checkout("prices", 1, third.File("back.csv"));
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(third.File("back.csv")));
    }

    [Fact]
    public void What_breaks_off_shows_nothing_and_goes_on_where_it_was()
    {
        using var here = new DatasetPlace();
        using var there = new DatasetPlace(isS3: true);
        var version = here.Add("prices", here.Csv("a.csv", 60_000)).Version;
        var sent = 0;
        there.S3!.Refuses = request => request.HttpMethod == "PUT" && request.RawUrl!.Contains("/chunks/", StringComparison.Ordinal) && ++sent > 2 ? (403, "AccessDenied") : null;

        Assert.Equal(TrackingErrorCode.PermissionDenied, Assert.Throws<TrackingException>(() => here.CopyTo(there, "prices")).Code);

        Assert.Empty(there.Store.List("prices"));
        there.S3.Refuses = _ => null;
        Assert.Equal(version.Chunks.Count - 2, here.CopyTo(there, "prices").Chunks);
        Assert.Single(there.Store.List("prices"));
    }

    [Fact]
    public void A_damaged_chunk_does_not_travel()
    {
        using var here = new DatasetPlace();
        using var there = new DatasetPlace();
        var chunk = here.Add("prices", here.Csv("a.csv", 10)).Version.Chunks[0];
        File.WriteAllBytes(Path.Combine(here.Place, $"chunks/{chunk.Id[..2]}/{chunk.Id}"), [1, 2, 3]);

        var damaged = Assert.Throws<TrackingException>(() => here.CopyTo(there, "prices"));

        Assert.Equal(
            $"Chunk {chunk.Id} of bytes 0 to {chunk.Length - 1} of version 1 of dataset 'prices' (a.csv) is damaged: its 3 bytes are not {chunk.Length} bytes packed with Brotli. It lies at chunks/{chunk.Id[..2]}/{chunk.Id} in {here.Place}. Delete it, and add the same file again or pull it from another store.",
            damaged.Message);
        Assert.Empty(there.Files.ListAll(""));
    }

    [Fact]
    public void Stores_that_grew_apart_are_told_before_anything_travels()
    {
        using var here = new DatasetPlace();
        using var there = new DatasetPlace();
        var ours = here.Add("prices", here.Csv("a.csv", 10)).Version;
        var theirs = there.Add("prices", there.Csv("a.csv", 11)).Version;

        var refused = Assert.Throws<TrackingException>(() => here.CopyTo(there, "prices"));

        Assert.Equal(
            $"Version 1 of dataset 'prices' has other content in {there.Place} (SHA-256 {theirs.Sha256}) than in {here.Place} (SHA-256 {ours.Sha256}): both were added to. Check out the versions of one, and add them to the other under another name.",
            refused.Message);
        Assert.Single(there.Chunks());
        Assert.Equal(
            $"There is no dataset 'other' in {here.Place}. Add a file under that name first.",
            Assert.Throws<TrackingException>(() => here.CopyTo(there, "other")).Message);
    }
}
