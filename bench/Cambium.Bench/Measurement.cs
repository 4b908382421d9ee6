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

    public double Seconds { get; }

    public double PeakMiB { get; }

    Measurement(double seconds, double peakMiB)
    {
        Seconds = seconds;
        PeakMiB = peakMiB;
    }

    /// <summary>What was timed elsewhere, with the memory up to now.</summary>
    public static Measurement Taken(double seconds)
    {
        using var process = Process.GetCurrentProcess();
        return new Measurement(seconds, process.PeakWorkingSet64 / 1024.0 / 1024.0);
    }

    /// <summary>Runs the action once, cold: compiling it is part of the time, as it is for a user who trains once.</summary>
    public static Measurement Of<T>(Func<T> action, out T result)
    {
        var started = Stopwatch.GetTimestamp();
        result = action();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        using var process = Process.GetCurrentProcess();
        return new Measurement(seconds, process.PeakWorkingSet64 / 1024.0 / 1024.0);
    }

    /// <summary>The mean time of an action that was run before, for work so short that compiling it would be most of the time.</summary>
    public static Measurement OfRepeats(int repeats, Action action)
    {
        var all = Of(
            () =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    action();
                }

                return repeats;
            },
            out _);
        return new Measurement(all.Seconds / repeats, all.PeakMiB);
    }

    public string ToJson(string work, Dictionary<string, object> metric) => JsonSerializer.Serialize(
        new Dictionary<string, object>
        {
            ["work"] = work,
            ["peer"] = "Cambium",
            ["version"] = Version,
            ["seconds"] = Seconds,
            ["peak_rss_mib"] = PeakMiB,
            ["metric"] = metric,
        });

    static string Version => string.Create(
        CultureInfo.InvariantCulture,
        $"Cambium {typeof(Table).Assembly.GetName().Version!.ToString(3)}, {RuntimeInformation.FrameworkDescription}"); // ! the build numbers every assembly
}
