using System.Diagnostics;
using System.Globalization;
using Cambium.Data;
using Cambium.Learn;

namespace Cambium.Tracking.Tests;

/// <summary>This program again, as another process that writes a run into a store until it is killed.</summary>
static class OtherProcess
{
    internal const string Command = "write-run";
    internal const string RemoteCommand = "write-remote-run";
    internal const string BatchCommand = "write-batches";
    internal const string RemovalCommand = "remove-garbage";
    internal const string DatasetCommand = "add-datasets";

    internal const string SearchCommand = "search";

    /// <summary>How many trials <see cref="Search"/> makes.</summary>
    internal const int Trials = 12;

    /// <summary>How many points <see cref="WriteBatches"/> writes at once.</summary>
    internal const int BatchSize = 100;

    const int Writers = 8;

    /// <summary>Starts the writer.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="count">The number of metrics to log before it completes the run; 0: never.</param>
    internal static Process Start(string folder, int count) => Start([Command, folder, Text(count)]);

    /// <summary>Starts a writer of batches to one run, without end.</summary>
    internal static Process StartBatches(string folder) => Start([BatchCommand, folder, Text(0)]);

    /// <summary>Starts a writer of a run on a server.</summary>
    /// <param name="url">The server.</param>
    /// <param name="end">How it ends: "exit", "throw", or "stop": it waits until it is stopped.</param>
    internal static Process StartRemote(string url, string end) => Start([RemoteCommand, url, end], isLoud: true);

    /// <summary>Starts a removal of all that is marked deleted.</summary>
    internal static Process StartRemoval(string folder) => Start([RemovalCommand, folder, Text(0)]);

    /// <summary>Starts a search whose trials take a moment each.</summary>
    internal static Process StartSearch(string folder) => Start([SearchCommand, folder, Text(0)]);

    /// <summary>Starts an adder of the files of a folder to the dataset "prices" of a store.</summary>
    internal static Process StartDatasets(string store, string folder) => Start([DatasetCommand, store, folder]);

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    static Process Start(string[] arguments, bool isLoud = false)
    {
        var program = Path.ChangeExtension(typeof(OtherProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = isLoud,
            UseShellExecute = false,
        };

        // Three levels up from ROOT/shared/NAME/VERSION/System.Private.CoreLib.dll.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        return Process.Start(start)!;
    }

    /// <summary>The removal itself: prints the share that is done after each step.</summary>
    internal static int Remove(string folder)
    {
        using var store = TrackingStore.OpenFolder(folder, TimeProvider.System);
        var garbage = StoreCare.FindGarbage(store, new GarbageScope(TimeSpan.Zero, null, []), TimeProvider.System);
        StoreCare.Remove(store, garbage, TimeProvider.System, CancellationToken.None, share => Console.Out.WriteLine(share.ToString(CultureInfo.InvariantCulture)));
        return 0;
    }

    /// <summary>The adder itself: prints a word when it begins, then the number of each file's version.</summary>
    internal static int AddDatasets(string place, string folder)
    {
        using var store = DatasetStore.Open(place);
        Console.Out.WriteLine("begins");
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            Console.Out.WriteLine(Text(store.Add("prices", file).Version.Number));
        }

        return 0;
    }

    /// <summary>The writer itself: prints the run's id, then each step once it is logged.</summary>
    internal static int WriteRun(string folder, int count)
    {
        using var tracker = Tracker.Open(folder);
        using var run = tracker.Start("shared", "other process");
        Console.Out.WriteLine(run.Id);
        for (var step = 1; count == 0 || step <= count; step++)
        {
            run.Log("loss", 1.0 / step, step);
            Console.Out.WriteLine(step);
        }

        run.Complete();
        return 0;
    }

    /// <summary>A search on two workers, tracked or not.</summary>
    /// <param name="search">The run; null: none.</param>
    /// <param name="pause">Milliseconds that each trial waits at its end, after it was logged.</param>
    internal static SearchReport Search(SearchRun? search, int pause) => Search(search is null ? null : new Told(search, pause), search?.Earlier ?? []);

    /// <summary>A search on two workers.</summary>
    /// <param name="progress">Told of trials; null: nobody.</param>
    /// <param name="earlier">Trials that ended before.</param>
    internal static SearchReport Search(IProgress<Trial>? progress, IReadOnlyList<Trial> earlier)
    {
        double[] x = [.. Enumerable.Range(0, 60).Select(row => row / 10.0)];
        var table = Table.Create(Column.Of("x", x), Column.Of("y", Array.ConvertAll(x, Math.Sin)));
        return Learn.Search.Run(SearchSpace.Parse(new DecisionTreeRegressor(), "max-depth=1..8 min-rows-per-leaf=1..9"), table, "y", new SearchOptions
        {
            Trials = Trials,
            Sampler = new TpeSampler { Startup = 4, Ahead = 2 },
            Workers = 2,
            Validation = new CrossValidationOptions { Folds = 3 },
            Earlier = [.. earlier],
            Progress = progress,
        });
    }

    /// <summary>The search itself: prints the run's id, then each trial's number once it has ended and is logged.</summary>
    internal static int WriteSearch(string folder)
    {
        using var tracker = Tracker.Open(folder);
        using var search = tracker.StartSearch("tuning", "trees");
        Console.Out.WriteLine(search.Run.Id);
        search.Complete(Search(search, pause: 50));
        return 0;
    }

    /// <summary>Several threads write batches to one run: batch B holds the steps from B * BatchSize on. Prints the run's id, then each batch once it is written.</summary>
    internal static int WriteBatches(string folder)
    {
        using var tracker = Tracker.Open(folder);
        var store = tracker.Store.Runs;
        var run = store.CreateRun(new NewRun(0, "batches", "", 0, null, []));
        Console.Out.WriteLine(run.Id);
        var next = -1;
        var writers = Enumerable.Range(0, Writers).Select(_ => new Thread(() =>
        {
            while (true)
            {
                var batch = Interlocked.Increment(ref next);
                var points = Enumerable.Range(batch * BatchSize, BatchSize).Select(step => new MetricValue("loss", 1.0 / (step + 1), step, step)).ToList();
                store.Log(run.Id, new RunBatch { Metrics = points, Parameters = [new($"batch {batch}", "written")] });
                Console.Out.WriteLine(batch);
            }
        })).ToList();
        writers.ForEach(writer => writer.Start());
        writers.ForEach(writer => writer.Join());
        return 0;
    }

    /// <summary>Logs 3 points to a run that it leaves open, prints its id, and ends.</summary>
    internal static int WriteRemoteRun(string url, string end)
    {
        var run = Tracker.Open(url).Start("shared", "other process");
        for (var step = 1; step <= 3; step++)
        {
            run.Log("loss", 1.0 / step, step);
        }

        Console.Out.WriteLine(run.Id);
        if (end == "throw")
        {
            throw new InvalidOperationException("Nobody catches this.");
        }

        if (end == "stop")
        {
            Thread.Sleep(Timeout.Infinite);
        }

        return 0;
    }

    /// <summary>Logs trials, and prints those that ended where they are to take a moment.</summary>
    sealed class Told(SearchRun search, int pause) : IProgress<Trial>
    {
        public void Report(Trial value)
        {
            search.Report(value);
            if (pause > 0 && value.Status != TrialStatus.Running)
            {
                Console.Out.WriteLine(value.Number);
                Thread.Sleep(pause);
            }
        }
    }
}
