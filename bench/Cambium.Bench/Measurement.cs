using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Cambium.Data;

namespace Cambium.Bench;

/// <summary>What one timed action took, in the form that bench/report.py reads.</summary>
sealed class Measurement
{
    /// <summary>As many as the peers use.</summary>
    public const int Threads = 2;

    // A work is repeated until so many seconds have passed, so many times at most; once at least unless it took so many seconds. As peers/measure.py has it.
    const double Enough = 3.0;
    const int Repeats = 9;
    const double Long = 10.0;

    public double Seconds { get; }

    /// <summary>What the action took the first time in this process, compiling included; null where that was not measured.</summary>
    public double? FirstSeconds { get; }

    public double PeakMiB { get; }

    /// <summary>What the processors worked together, the median of the further times; null where that was not measured.</summary>
    public double? CpuSeconds { get; }

    Measurement(double? first, double seconds, double? cpuSeconds, double peakMiB)
    {
        CpuSeconds = cpuSeconds;
        FirstSeconds = first;
        Seconds = seconds;
        PeakMiB = peakMiB;
    }

    /// <summary>What was timed elsewhere, with the memory up to now.</summary>
    public static Measurement Taken(double seconds) => new(null, seconds, null, PeakNow());

    /// <summary>
    /// Runs the action: first cold, then again while it is short, for the median of those times. An action that takes long is run once, its first time standing for both.
    /// The memory is that up to the end of the first time.
    /// </summary>
    public static Measurement Of<T>(Func<T> action, out T result)
    {
        var processors = new List<double>();
        var taken = new List<double> { SecondsOf(action, processors, out result) };
        var peak = PeakNow();
        while ((taken.Count == 1 && taken[0] < Long) || (taken.Sum() < Enough && taken.Count <= Repeats))
        {
            taken.Add(SecondsOf(action, processors, out result));
        }

        return new Measurement(taken[0], Median(taken.Count == 1 ? taken : taken[1..]), Median(taken.Count == 1 ? processors : processors[1..]), peak);
    }

    /// <summary>The mean time of an action that was run before, for work so short that compiling it would be most of the time.</summary>
    public static Measurement OfRepeats(int repeats, Action action)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
        {
            action();
        }

        return Taken(Stopwatch.GetElapsedTime(started).TotalSeconds / repeats);
    }

    public string ToJson(string work, Dictionary<string, object> metric) => JsonSerializer.Serialize(
        new Dictionary<string, object?>
        {
            ["work"] = work,
            ["peer"] = "Cambium",
            ["version"] = Version,
            ["seconds"] = Seconds,
            ["first_seconds"] = FirstSeconds,
            ["cpu_seconds"] = CpuSeconds,
            ["peak_rss_mib"] = PeakMiB,
            ["metric"] = metric,
        });

    static double SecondsOf<T>(Func<T> action, List<double> processors, out T result)
    {
        var used = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        result = action();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        processors.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
        return seconds;
    }

    static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    static double PeakNow()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024.0 / 1024.0;
    }

    static string Version => string.Create(
        CultureInfo.InvariantCulture,
        $"Cambium {typeof(Table).Assembly.GetName().Version!.ToString(3)}, {RuntimeInformation.FrameworkDescription}"); // ! the build numbers every assembly
}
