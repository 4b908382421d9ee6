using System.ComponentModel;
using System.Globalization;

namespace Cambium.Tracking;

/// <summary>
/// The process that writes a run. A process id alone is reused by the system; with the moment it started, and the machine (on Linux also the process
/// namespace, so that two containers are told apart) it means one process for good.
/// </summary>
/// <param name="Machine">The machine, and the namespace that process ids count in.</param>
/// <param name="Process">The process id.</param>
/// <param name="ProcessStarted">When the process started: on Linux in clock ticks since the machine did, elsewhere in ticks of 100 ns UTC.</param>
sealed record RunOwner(string Machine, int Process, long ProcessStarted)
{
    /// <summary>How long a process on another machine may stay silent before it counts as gone: four beats of a <see cref="Run"/>.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    /// <summary>This process.</summary>
    internal static RunOwner Current() => new(ThisMachine(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0);

    /// <summary>Whether the process is gone: for certain on this machine, by its silence on another.</summary>
    /// <param name="silence">How long it was not heard of.</param>
    internal bool IsGone(TimeSpan silence) => Machine == ThisMachine() ? StartOf(Process) != ProcessStarted : silence > LongestSilence;

    static string ThisMachine()
    {
        var processNamespace = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null;
        return processNamespace is null ? Environment.MachineName : $"{Environment.MachineName} {processNamespace}";
    }

    /// <summary>When a process started, or null where there is none (any more).</summary>
    static long? StartOf(int process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // A process that was killed but not yet waited for is still listed, as a zombie; Process would call it alive.
                var fields = AfterName(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")));
                return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
            }

            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The fields of /proc/PID/stat from the third, the state, on; the second is the name, which may hold blanks and parentheses.</summary>
    static string[] AfterName(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
}
