using System.Diagnostics;

namespace Cambium.Tracking.Tests;

/// <summary>Metrics of a run on a server are gathered: nobody waits, nothing is lost, nothing is there twice.</summary>
public sealed class GatheredMetricsTests
{
    readonly FakeMlflow _mlflow = new();

    [Fact]
    public void Logging_does_not_wait_for_the_server()
    {
        using var gate = new ManualResetEventSlim();
        using var server = new FakeServer(_mlflow.Handle, request =>
        {
            if (request.Path == "mlflow/runs/log-batch")
            {
                gate.Wait(CancellationToken.None);
            }

            return Fault.None;
        });
        using var tracker = RemoteStore.Tracker(server.Url);
        using var run = tracker.Start("e", "r");

        for (var step = 0; step < 20_000; step++)
        {
            run.Log("loss", step, step);
        }

        Assert.Empty(_mlflow.Points);
        gate.Set();
        run.Complete();
        Assert.Equal(Enumerable.Range(0, 20_000).Select(step => (long)step), _mlflow.Points.Select(point => point.Step));
        Assert.InRange(server.Requests.Count(request => request.Path == "mlflow/runs/log-batch"), 20, 22);
    }

    [Fact]
    public void Metrics_are_sent_together_half_a_second_after_the_first()
    {
        var clock = new SteppedClock();
        using var server = new FakeServer(_mlflow.Handle);
        using var tracker = RemoteStore.Tracker(server.Url, time: clock);
        using var run = tracker.Start("e", "r");

        run.Log("a", 1);
        clock.Advance(TimeSpan.FromMilliseconds(499));
        run.Log("b", 2);
        Assert.Empty(_mlflow.Points);
        clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["a", "b"], _mlflow.Points.Select(point => point.Key));
        Assert.Single(server.Requests, request => request.Path == "mlflow/runs/log-batch");
    }

    [Theory]
    [InlineData("flush")]
    [InlineData("tag")]
    [InlineData("complete")]
    [InlineData("dispose")]
    [InlineData("tracker")]
    [InlineData("find")]
    public void Metrics_are_there_before_what_others_may_act_on(string what)
    {
        using var server = new FakeServer(_mlflow.Handle);
        using var tracker = RemoteStore.Tracker(server.Url, time: new SteppedClock());
        using var run = tracker.Start("e", "r");
        run.Log("a", 1);

        Action act = what switch
        {
            "flush" => run.Flush,
            "tag" => () => run.Tag("a", "b"),
            "complete" => run.Complete,
            "dispose" => run.Dispose,
            "tracker" => tracker.Dispose,
            _ => () => tracker.FindRun(run.Id),
        };
        act();

        Assert.Single(_mlflow.Points);
        Assert.Equal("mlflow/runs/log-batch", server.Requests.Skip(3).First().Path);
    }

    [Fact]
    public void Server_that_stays_away_is_told_once_and_gets_all_points_when_it_is_back()
    {
        var server = new FakeServer(_mlflow.Handle);
        var clock = new SteppedClock();
        using var tracker = RemoteStore.Tracker(server.Url, RemoteStore.Quick with { Total = TimeSpan.FromMilliseconds(100) }, clock);
        using var run = tracker.Start("e", "r");
        var port = server.Port;
        server.Dispose();

        run.Log("loss", 1, step: 1);
        clock.Advance(TimeSpan.FromMilliseconds(500));
        var told = Assert.Throws<TrackingException>(() => run.Log("loss", 2, step: 2));
        run.Log("loss", 3, step: 3);
        Assert.Throws<TrackingException>(run.Complete);
        run.Log("loss", 4, step: 4);
        using var back = new FakeServer(_mlflow.Handle, port: port);
        run.Complete();

        Assert.StartsWith(
            $"1 points that run {run.Id} logged before are not written yet; they are kept and tried again. This call logged nothing. http://127.0.0.1:{port} did not answer as it should",
            told.Message,
            StringComparison.Ordinal);
        Assert.Equal(TrackingErrorCode.TemporarilyUnavailable, told.Code);
        Assert.Equal([1L, 3L, 4L], _mlflow.Points.Select(point => point.Step));
        Assert.Equal("FINISHED", _mlflow.Runs[0]["info"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public void Points_are_sent_again_by_themselves()
    {
        var isAway = true;
        var clock = new SteppedClock();
        using var server = new FakeServer(_mlflow.Handle, request => isAway && request.Path == "mlflow/runs/log-batch" ? Fault.LoseRequest : Fault.None);
        using var tracker = RemoteStore.Tracker(server.Url, RemoteStore.Quick with { Total = TimeSpan.FromMilliseconds(50) }, clock);
        using var run = tracker.Start("e", "r");
        run.Log("loss", 1);
        clock.Advance(TimeSpan.FromMilliseconds(500));

        isAway = false;
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Single(_mlflow.Points);
        run.Log("loss", 2);
    }

    [Fact]
    public void Full_buffer_makes_the_caller_wait()
    {
        using var gate = new SemaphoreSlim(0);
        var written = 0;
        using var buffer = new MetricBuffer("id", TimeProvider.System, points =>
        {
            gate.Wait(CancellationToken.None);
            Interlocked.Add(ref written, points.Count);
        });
        for (var step = 0; step < 100_000; step++)
        {
            buffer.Add([("loss", step, step)], tell: true);
        }

        using var added = new ManualResetEventSlim();
        var caller = new Thread(() =>
        {
            buffer.Add([("loss", 0, 100_000)], tell: true);
            added.Set();
        });
        caller.Start();

        Assert.False(added.Wait(100, CancellationToken.None));
        gate.Release();
        Assert.True(added.Wait(10_000, CancellationToken.None));
        gate.Release(1000);
        buffer.Flush();
        caller.Join();
        Assert.Equal(100_001, written);
    }

    [Fact]
    public void Full_buffer_of_a_store_that_stays_away_throws_instead_of_waiting_for_ever()
    {
        var clock = new SteppedClock();
        using var buffer = new MetricBuffer("id", clock, _ => throw new IOException("Away."));
        for (var step = 0; step < 100_000; step++)
        {
            buffer.Add([("loss", step, step)], tell: false);
        }

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            "100000 points that run id logged before are not written yet; they are kept and tried again. This call logged nothing. Away.",
            Assert.Throws<TrackingException>(() => buffer.Add([("loss", 0, 0)], tell: true)).Message);
    }

    [Fact]
    public void Name_that_the_server_would_refuse_is_refused_at_once()
    {
        using var server = new FakeServer(_mlflow.Handle);
        using var tracker = RemoteStore.Tracker(server.Url);
        using var run = tracker.Start("e", "r");

        Assert.Equal(
            "Invalid value \"bad$key\" for parameter 'name' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).",
            Assert.Throws<TrackingException>(() => run.Log("bad$key", 1)).Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Under_faults_at_random_each_point_is_there_exactly_once(int seed)
    {
        var random = new Random(seed);
        var faults = Enum.GetValues<Fault>();
        using var server = new FakeServer(_mlflow.Handle, _ =>
        {
            lock (random)
            {
                return random.Next(3) == 0 ? faults[random.Next(faults.Length)] : Fault.None;
            }
        });
        using var tracker = RemoteStore.Tracker(server.Url, RemoteStore.Quick with { FirstContact = TimeSpan.FromSeconds(10) });
        using var run = tracker.Start("e", "r");

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            for (var step = 0; step < 1500; step++)
            {
                run.Log($"m{thread}", step * 0.5, step);
                if (step % 500 == 250 + thread)
                {
                    run.Flush();
                }

                if (step % 700 == 350)
                {
                    run.Tag($"t{thread}", $"{step}");
                }
            }
        });
        run.Complete();

        var points = _mlflow.Points.Distinct().Select(point => (point.Key, point.Value, point.Step)).ToList();
        var expected = Enumerable.Range(0, 4).SelectMany(thread => Enumerable.Range(0, 1500).Select(step => ($"m{thread}", step * 0.5, (long)step)));
        Assert.Equal(expected, points.Order());
        Assert.Single(_mlflow.Runs);
        Assert.Equal("FINISHED", _mlflow.Runs[0]["info"]!["status"]!.GetValue<string>());
    }

    [Fact]
    public void Server_that_restarts_under_load_has_all_points()
    {
        var server = new FakeServer(_mlflow.Handle);
        var port = server.Port;
        using var tracker = RemoteStore.Tracker(server.Url);
        using var run = tracker.Start("e", "r");
        for (var restart = 0; restart < 5; restart++)
        {
            for (var step = 0; step < 2000; step++)
            {
                run.Log("loss", step, (restart * 2000) + step);
            }

            server.Dispose();
            server = new FakeServer(_mlflow.Handle, port: port);
        }

        run.Complete();
        server.Dispose();

        Assert.Equal(Enumerable.Range(0, 10_000).Select(step => (long)step), _mlflow.Points.Select(point => point.Step).Distinct().Order());
    }

    [Theory]
    [InlineData("exit", "FAILED")]
    [InlineData("throw", "FAILED")]
    [InlineData("stop", "RUNNING")]
    public void Process_that_ends_sends_what_it_has(string end, string status)
    {
        using var server = new FakeServer(_mlflow.Handle);
        using var process = OtherProcess.StartRemote(server.Url, end);
        var id = process.StandardOutput.ReadLine()!;
        if (end == "stop")
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            kill.WaitForExit();
        }

        process.StandardError.ReadToEnd();
        process.WaitForExit();

        Assert.Equal([1L, 2L, 3L], _mlflow.Points.Where(point => point.Run == id).Select(point => point.Step));
        Assert.Equal(status, Assert.Single(_mlflow.Runs)["info"]!["status"]!.GetValue<string>());
    }
}
