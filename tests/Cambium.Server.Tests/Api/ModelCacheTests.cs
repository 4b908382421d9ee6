using Cambium.Learn;
using Cambium.Tracking;

namespace Cambium.Server.Tests;

public sealed class ModelCacheTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("cambium-cache-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_version_is_loaded_once_however_many_ask()
    {
        var cache = new ModelCache(one => one.Source);
        var version = Saved(1);

        var answers = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(8).Select(_ => cache.Get(version)).Distinct().ToArray();

        Assert.Single(answers);
        Assert.Equal("1", answers[0].Version);
    }

    [Fact]
    public void The_version_unused_for_longest_leaves()
    {
        var cache = new ModelCache(version => version.Source);
        var versions = Enumerable.Range(1, ServerLimits.LoadedModels + 1).Select(Saved).ToArray();
        var first = cache.Get(versions[0]);
        var second = cache.Get(versions[1]);
        foreach (var version in versions[2..^1])
        {
            cache.Get(version);
        }

        Assert.Same(first, cache.Get(versions[0]));
        cache.Get(versions[^1]);

        Assert.Same(first, cache.Get(versions[0]));
        Assert.NotSame(second, cache.Get(versions[1]));
    }

    [Fact]
    public void A_version_that_could_not_be_loaded_is_tried_again()
    {
        var cache = new ModelCache(one => one.Source);
        var version = new ModelVersion("m", 1, DateTimeOffset.UnixEpoch, "run", Path.Combine(_folder, "1"), []);
        Assert.Throws<DirectoryNotFoundException>(() => cache.Get(version));

        Saved(1);

        Assert.Equal("m", cache.Get(version).Name);
    }

    [Fact]
    public void A_version_is_tried_again_whatever_went_wrong()
    {
        var tries = 0;
        var cache = new ModelCache(one => tries++ == 0 ? throw new UnauthorizedAccessException("locked") : one.Source);
        var version = Saved(1);
        Assert.Throws<UnauthorizedAccessException>(() => cache.Get(version));

        Assert.Equal("m", cache.Get(version).Name);
    }

    ModelVersion Saved(int number)
    {
        var folder = Path.Combine(_folder, $"{number}");
        new PriorClassifier().Fit(DemoStore.Mortgages(), "deny").Save(folder);
        return new ModelVersion("m", number, DateTimeOffset.UnixEpoch, "run", folder, []);
    }
}
