namespace Cambium.Tracking.Tests;

public sealed class DatasetGarbageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Chunks_without_a_version_go_and_all_others_stay(bool isS3)
    {
        using var place = new DatasetPlace(isS3);
        place.Add("prices", place.Csv("a.csv", 20_000));
        var kept = place.Chunks();
        place.Add("old", place.Csv("b.csv", 20_000, 9));
        var all = place.Chunks();
        place.Files.Delete("datasets/old");

        var counted = place.CollectGarbage(dryRun: true);

        Assert.Equal((all.Count - kept.Count, false), (counted.Chunks, counted.IsRemoved));
        Assert.True(counted is { Chunks: > 0, Bytes: > 0 });
        Assert.Equal(all, place.Chunks());
        Assert.Equal(counted with { IsRemoved = true }, place.CollectGarbage());
        Assert.Equal(kept, place.Chunks());
        place.Checkout("prices", 1, place.File("back.csv"));
        Assert.Equal(new DatasetGarbage(0, 0, true), place.CollectGarbage());
        Assert.Empty(place.Files.ListAll("busy"));
    }

    [Fact]
    public void Nothing_goes_while_somebody_adds()
    {
        using var place = new DatasetPlace();
        place.Add("old", place.Csv("b.csv", 10));
        place.Files.Delete("datasets/old");
        _ = new DatasetMark(place.Files, place.Clock, DatasetMark.Adding); // of a process that was killed: never disposed of

        var refused = Assert.Throws<TrackingException>(() => place.CollectGarbage());

        Assert.Equal(
            $"Something is being added to {place.Place} since 2026-01-02 03:04:05Z; nothing was removed. Try again when that has ended; if it was killed, a day after it began.",
            refused.Message);
        Assert.Single(place.Chunks());
        place.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, place.CollectGarbage().Chunks);
        Assert.Empty(place.Files.ListAll(""));
    }

    [Fact]
    public void Nothing_is_added_while_garbage_is_collected()
    {
        using var place = new DatasetPlace();
        var file = place.Csv("a.csv", 10);
        using (new DatasetMark(place.Files, place.Clock, DatasetMark.Collecting))
        {
            var refused = Assert.Throws<TrackingException>(() => place.Add("prices", file));
            Assert.Equal(
                $"Garbage is being collected in {place.Place} since 2026-01-02 03:04:05Z; nothing was added. Try again when that has ended.", refused.Message);
            Assert.Empty(place.Chunks());
        }

        Assert.True(place.Add("prices", file).IsNew);
    }

    [Fact]
    public void A_damaged_document_keeps_all_chunks()
    {
        using var place = new DatasetPlace();
        place.Add("prices", place.Csv("a.csv", 10));
        File.WriteAllText(Path.Combine(place.Place, "datasets/prices/000001.json"), "");

        Assert.Equal(TrackingErrorCode.DataLoss, Assert.Throws<TrackingException>(() => place.CollectGarbage()).Code);

        Assert.Single(place.Chunks());
    }
}
