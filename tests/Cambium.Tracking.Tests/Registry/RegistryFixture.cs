namespace Cambium.Tracking.Tests;

/// <summary>The stores of a place of a test's own, with a clock that moves when told.</summary>
public abstract class RegistryFixture : IDisposable
{
    readonly StorePlace _place;

    protected RegistryFixture(StorePlace place)
    {
        _place = place;
        Store = place.Open(Clock);
        Database = (ISqlDatabase)Store.Connection;
    }

    internal StoreFolder Folder => _place.Folder;

    internal SteppedClock Clock { get; } = new();

    internal TrackingStore Store { get; }

    internal ISqlDatabase Database { get; }

    internal IModelRegistry Models => Store.Models;

    internal long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public void Dispose()
    {
        End();
        Store.Dispose();
        _place.Dispose();
    }

    /// <summary>What a test class has to close before the stores.</summary>
    protected virtual void End()
    {
    }

    /// <summary>Moves the clock by a second.</summary>
    internal long Tick()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return Now;
    }

    internal static NewVersion From(string source, params KeyValuePair<string, string>[] tags) => new(source, null, null, null, null, tags);

    /// <summary>A model with so many versions.</summary>
    internal void AddModel(string name, int versions)
    {
        Models.CreateModel(name, null, []);
        for (var i = 0; i < versions; i++)
        {
            Models.CreateVersion(name, From("s3://bucket/model"));
        }
    }

    internal static void Refused(TrackingErrorCode code, string message, Action call)
    {
        var e = Assert.Throws<TrackingException>(call);
        Assert.Equal((code, message), (e.Code, e.Message));
    }
}
