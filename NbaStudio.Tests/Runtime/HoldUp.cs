namespace NbaStudio.Tests.Runtime;

/// <summary>Holds a lane up until it is released, at the latest at the end of the test: a test that fails meanwhile must not wait for its own lane.</summary>
internal sealed class HoldUp : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();

    public void Wait() => _gate.Wait();

    public void Release() => _gate.Set();

    public void Dispose() => _gate.Set();
}
