namespace Cambium.Tracking.Tests;

public sealed class RunOwnerTests
{
    [Fact]
    public void This_process_is_alive_however_long_it_was_silent()
    {
        var owner = RunOwner.Current();

        Assert.Equal(RunOwner.Current(), owner);
        Assert.Equal(Environment.ProcessId, owner.Process);
        Assert.False(owner.IsGone(TimeSpan.MaxValue));
    }

    [Fact]
    public void Machine_is_told_apart_from_another_with_the_same_process_ids()
    {
        var owner = RunOwner.Current();

        Assert.StartsWith(Environment.MachineName, owner.Machine, StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsLinux(), owner.Machine.EndsWith(']'));
        Assert.False((owner with { Machine = "elsewhere", Process = -1 }).IsGone(TimeSpan.FromSeconds(60)));
        Assert.True((owner with { Machine = "elsewhere" }).IsGone(TimeSpan.FromSeconds(60.001)));
    }

    [Fact]
    public void Process_that_ended_is_gone_at_once()
    {
        using var folder = new StoreFolder();
        using var process = OtherProcess.Start(folder.Path, 1);
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True((RunOwner.Current() with { Process = process.Id }).IsGone(TimeSpan.Zero));
    }
}
