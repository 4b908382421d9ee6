using System.Diagnostics;
using System.Globalization;

namespace Cambium.Tracking.Tests;

/// <summary>This program again, as another process that writes a run into a store until it is killed.</summary>
static class OtherProcess
{
    internal const string Command = "write-run";

    /// <summary>Starts the writer.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="count">The number of metrics to log before it completes the run; 0: never.</param>
    internal static Process Start(string folder, int count)
    {
        var program = Path.ChangeExtension(typeof(OtherProcess).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null);
        var start = new ProcessStartInfo(program, [Command, folder, count.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true, UseShellExecute = false };

        // Three levels up from ROOT/shared/NAME/VERSION/System.Private.CoreLib.dll.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        return Process.Start(start)!;
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
}
