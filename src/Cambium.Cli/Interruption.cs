using System.Runtime.InteropServices;

namespace Cambium.Cli;

/// <summary>
/// Turns the first SIGINT or SIGTERM into a cancelled token, so that work ends cleanly: a run is marked failed, the server answers what
/// is in flight. A second signal ends the process at once.
/// </summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _source = new();
    readonly PosixSignalRegistration[] _registrations;
    volatile int _status;

    internal Interruption() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, ExitStatus.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, ExitStatus.Terminated)),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    internal CancellationToken Token => _source.Token;

    /// <summary>The status that belongs to the signal that came; that of SIGINT where none has.</summary>
    internal int Status => _status == 0 ? ExitStatus.Interrupted : _status;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    void Interrupt(PosixSignalContext context, int status)
    {
        if (_source.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        _status = status;
        _source.Cancel();
    }
}
