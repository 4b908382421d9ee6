namespace Cambium.Tracking.Tests.Care;

public sealed class RetentionTests : CareFixture
{
    [Fact]
    public void Run_that_ended_long_ago_is_marked_and_can_be_restored()
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", "90d"));
        var (old, young, open) = (Run(experiment), Run(experiment), Run(experiment));
        End(old);
        Clock.Advance(TimeSpan.FromDays(1));
        End(young);
        Clock.Advance(TimeSpan.FromDays(89));

        Assert.Equal([old.Id], Find().Expired.Select(run => run.Id));
        Assert.Equal(new GarbageRemoved { Expired = 1 }, Remove());
        Assert.Equal((true, false, false), (Store.Runs.GetRun(old.Id).IsDeleted, Store.Runs.GetRun(young.Id).IsDeleted, Store.Runs.GetRun(open.Id).IsDeleted));
        Assert.Equal([old.Id], Find().Runs.Select(run => run.Id));
        Assert.Empty(Find(Everything with { OlderThan = TimeSpan.FromSeconds(1) }).Runs);
        Store.Runs.RestoreRun(old.Id);
        Assert.False(Store.Runs.GetRun(old.Id).IsDeleted);
    }

    [Fact]
    public void Run_with_a_registered_version_or_the_tag_to_keep_stays()
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", "1h"));
        var registered = Run(experiment);
        var tagged = Run(experiment, new KeyValuePair<string, string>("cambium.keep", ""));
        End(registered);
        End(tagged);
        Store.Models.CreateModel("m", null, []);
        Store.Models.CreateVersion("m", new NewVersion($"{registered.ArtifactUri}/model", registered.Id, null, null, null, []));
        Clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(Find().Expired);
        Assert.Equal([new GarbageKept("run", registered.Id, "version 1 of 'm' points at it")], Find().Kept);
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Scheduled)]
    public void Run_that_was_taken_up_again_stays_though_it_has_an_old_end(RunStatus status)
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", "1h"));
        var (before, meanwhile) = (Run(experiment), Run(experiment));
        End(before);
        End(meanwhile);
        Store.Runs.UpdateRun(before.Id, new RunChange(status, null, null));
        Clock.Advance(TimeSpan.FromHours(2));

        var garbage = Find();
        Store.Runs.UpdateRun(meanwhile.Id, new RunChange(status, null, null));
        var marked = StoreCare.Remove(Store, garbage, Clock, TestContext.Current.CancellationToken);

        Assert.NotNull(Store.Runs.GetRun(before.Id).Ended);
        Assert.Equal([meanwhile.Id], garbage.Expired.Select(run => run.Id));
        Assert.Equal(0, marked.Expired);
        Assert.Equal((false, false), (Store.Runs.GetRun(before.Id).IsDeleted, Store.Runs.GetRun(meanwhile.Id).IsDeleted));
    }

    [Fact]
    public void Rule_that_changed_between_search_and_marking_holds()
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", "1h"));
        var (kept, untagged) = (Run(experiment), Run(experiment));
        End(kept);
        End(untagged);
        Clock.Advance(TimeSpan.FromHours(2));
        var garbage = Find();

        Store.Runs.Log(kept.Id, new RunBatch { Tags = [new("cambium.keep", "yes")] });
        var marked = StoreCare.Remove(Store, garbage, Clock, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), (garbage.Expired.Count, marked.Expired));
        Assert.False(Store.Runs.GetRun(kept.Id).IsDeleted);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("0d")]
    [InlineData("")]
    public void Tag_that_is_no_span_is_named_and_removes_nothing(string value)
    {
        var experiment = Experiment("e", new KeyValuePair<string, string>("cambium.retention", value));
        End(Run(experiment));
        Clock.Advance(TimeSpan.FromDays(10_000));

        var garbage = Find();

        Assert.True(garbage.IsEmpty);
        Assert.Equal([$"Experiment 'e' has the tag cambium.retention = '{value}', which is no span such as 90d, 12h or 2w; its runs are kept."], garbage.Warnings);
    }

    [Theory]
    [InlineData("90d", 90 * 24 * 3600)]
    [InlineData("2w", 14 * 24 * 3600)]
    [InlineData("1d2h3m4s", 93784)]
    [InlineData("0d", 0)]
    public void Span_is_read(string text, long seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Age.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("90")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("1y")]
    [InlineData("9999999999d")]
    [InlineData("2000000000w")]
    [InlineData("100000d100000d")]
    public void What_is_no_span_is_refused(string text) => Assert.Null(Age.Parse(text));
}
