using System.Diagnostics;
using System.Globalization;

namespace Cambium.Tracking.Tests;

/// <summary>Other processes, and disks that are full.</summary>
public sealed class DatasetStrengthTests : IDisposable
{
    readonly DatasetPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Two_processes_that_add_at_once_get_numbers_of_their_own()
    {
        var (ours, theirs) = (Directory.CreateDirectory(_place.File("ours")).FullName, Directory.CreateDirectory(_place.File("theirs")).FullName);
        for (var file = 0; file < 12; file++)
        {
            File.Copy(_place.Csv("one.csv", 100, file), Path.Combine(file % 2 == 0 ? ours : theirs, $"{file:D2}.csv"));
        }

        using var other = OtherProcess.StartDatasets(_place.Place, theirs);
        Assert.Equal("begins", await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var numbers = Directory.EnumerateFiles(ours).Order(StringComparer.Ordinal).Select(file => (file, _place.Add("prices", file).Version.Number)).ToList();
        var said = await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        numbers.AddRange(Directory.EnumerateFiles(theirs).Order(StringComparer.Ordinal)
            .Zip(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))));

        Assert.Equal(0, other.ExitCode);
        Assert.Equal(Enumerable.Range(1, 12), numbers.Select(pair => pair.Number).Order());
        Assert.All(numbers, pair =>
        {
            _place.Checkout("prices", pair.Number, _place.File("back"), overwrite: true);
            Assert.Equal(File.ReadAllBytes(pair.file), File.ReadAllBytes(_place.File("back")));
        });
        Assert.Empty(_place.Files.ListAll("busy"));
    }

    [Fact]
    public async Task A_killed_addition_shows_nothing_and_the_next_goes_on_where_it_was()
    {
        var folder = Directory.CreateDirectory(_place.File("big")).FullName;
        var file = Path.Combine(folder, "big.csv");
        File.Move(_place.Csv("one.csv", 400_000), file);
        using var other = OtherProcess.StartDatasets(_place.Place, folder);
        var watch = Stopwatch.StartNew();
        while (_place.Chunks().Count < 3 && watch.Elapsed < TimeSpan.FromMinutes(1))
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        other.Kill();
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);

        var before = _place.Chunks().Count;
        Assert.Empty(_place.Store.List("prices"));
        var added = _place.Add("prices", file);
        Assert.Equal((1, added.Version.Chunks.Count - before), (added.Version.Number, added.NewChunks));
        Assert.InRange(before, 3, added.Version.Chunks.Count - 1);
        _place.Checkout("prices", 1, _place.File("back"));
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_place.File("back")));
    }

    /// <summary>An addition writes its mark, each chunk and the document.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_full_disk_leaves_nothing_visible_and_the_next_goes_on_where_it_was(int writes)
    {
        var file = _place.Csv("a.csv", 40_000);
        using var there = new DatasetPlace();
        var version = there.Add("prices", file).Version;
        var room = writes < 0 ? 1 + version.Chunks.Count : writes;

        var full = new DatasetStore(new StoreWithRoomFor(room, _place.Files), _place.Place, _place.Clock);
        Refused(() => full.Add("prices", file, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(version.Chunks.Count - Math.Max(0, room - 1), _place.Add("prices", file).NewChunks);

        _place.Files.Delete("datasets");
        _place.Files.Delete("chunks");
        full = new DatasetStore(new StoreWithRoomFor(room, _place.Files), _place.Place, _place.Clock);
        Refused(() => there.Store.CopyTo(full, "prices", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(version.Chunks.Count - Math.Max(0, room - 1), there.CopyTo(_place, "prices").Chunks);
        _place.Checkout("prices", 1, _place.File("back"));
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(_place.File("back")));
    }

    void Refused(Action work)
    {
        Assert.Equal(TrackingErrorCode.InsufficientStorage, Assert.Throws<TrackingException>(work).Code);
        Assert.Empty(_place.Store.Names());
        Assert.Empty(_place.Files.ListAll("busy"));
    }
}
