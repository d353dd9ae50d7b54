namespace NbaStudio.Channels;

/// <summary>What one channel has sent since the start. Thread safe.</summary>
public sealed class ChannelTally
{
    private long _waiting;
    private long _sent;
    private long _failed;
    private int _failedInARow;

    /// <summary>Handed to a sender and not answered yet.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    public long Sent => Interlocked.Read(ref _sent);

    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Failures since the last success.</summary>
    public int FailedInARow => Volatile.Read(ref _failedInARow);

    /// <summary>The last failure in words; null after a success.</summary>
    public string? LastError { get; private set; }

    internal void Begin() => Interlocked.Increment(ref _waiting);

    internal void Withdraw() => Interlocked.Decrement(ref _waiting);

    internal void End(bool succeeded, string? error)
    {
        Interlocked.Decrement(ref _waiting);
        if (succeeded)
        {
            Interlocked.Increment(ref _sent);
            Volatile.Write(ref _failedInARow, 0);
            LastError = null;
        }
        else
        {
            Interlocked.Increment(ref _failed);
            Interlocked.Increment(ref _failedInARow);
            LastError = error;
        }
    }
}
