using System.Runtime.InteropServices;

namespace Cambium.Tracking;

/// <summary>
/// Does something before the process ends, by itself, by an exception that nobody catches, or by a signal. It is done beside, for some seconds at most: the
/// thread that ends may hold a lock, and who stops a process does not wait for a server that is away.
/// </summary>
sealed class ProcessEnd : IDisposable
{
    /// <summary>Less than the ten seconds that a container is given to end.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    readonly Action _ending;
    readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens until it is disposed.</summary>
    /// <param name="signalled">On a signal, which the program may outlive: it may want to end in an orderly way.</param>
    /// <param name="ending">When nothing more will be done.</param>
    internal ProcessEnd(Action signalled, Action ending)
    {
        _ending = ending;
        AppDomain.CurrentDomain.ProcessExit += End;
        AppDomain.CurrentDomain.UnhandledException += End;

        // What a signal does by itself follows when this returns, since nothing here cancels it.
        _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, _ => Beside(signalled)))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= End;
        AppDomain.CurrentDomain.UnhandledException -= End;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    static void Beside(Action act)
    {
        var thread = new Thread(() => act()) { IsBackground = true };
        thread.Start();
        thread.Join(Longest);
    }

    void End(object? sender, EventArgs e) => Beside(_ending);
}
