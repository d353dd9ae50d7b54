using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Whoever the test says: the local person at first.</summary>
public sealed class FakeViewer : IViewer
{
    public event Action? Changed;

    public Caller Caller { get; private set; } = Caller.Local;

    public ValueTask<Caller> NowAsync() => ValueTask.FromResult(Caller);

    public void Become(Caller caller)
    {
        Caller = caller;
        Changed?.Invoke();
    }
}
