using System.Runtime.InteropServices;

namespace NbaStudio.Hosting;

/// <summary>Whether the process was told to stop, by a signal or by whoever runs it. Thread safe.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _told;
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <param name="stop">Tells it as a signal does.</param>
    public StopSignals(CancellationToken stop)
    {
        _told = CancellationTokenSource.CreateLinkedTokenSource(stop);
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGTERM])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                // Not at once: what runs is stopped in order.
                context.Cancel = true;
                _told.Cancel();
            }));
        }
    }

    public CancellationToken Told => _told.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        // Not disposed: a handler that began before may still tell it.
    }
}
