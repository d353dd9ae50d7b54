using System.Buffers.Binary;
using System.Diagnostics;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Runtime;

/// <summary>A running hub over test customers.</summary>
internal sealed class TestHub : IAsyncDisposable
{
    public const byte EventKind = 1;
    public static readonly RuntimeOptions Options = new()
    {
        LaneGroups = 2, ProbeDelay = TimeSpan.FromMilliseconds(1), MaximumProbeDelay = TimeSpan.FromMilliseconds(4), CheckReadOnlyWork = true,
    };

    public TestHub(IHubStore store, RuntimeOptions? options = null, TimeProvider? time = null, DueHandler<TestCustomer>? due = null, params ICommitParticipant[] participants)
    {
        Store = store;
        Runtime = new HubRuntime<TestCustomer>(store, new TestCodec(), due ?? (_ => { }), options ?? Options, time ?? TimeProvider.System, s => s.Fill(7));
        foreach (var participant in participants)
        {
            Runtime.AddParticipant(participant);
        }

        Runtime.Start();
    }

    public IHubStore Store { get; }

    public HubRuntime<TestCustomer> Runtime { get; }

    /// <summary>True once the hub was told to end.</summary>
    public volatile bool IsEnding;

    /// <summary>Polls until the condition holds; fails after ten seconds.</summary>
    public static void Eventually(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => condition() || watch.Elapsed > TimeSpan.FromSeconds(10));
        condition().ShouldBeTrue(what);
    }

    public static byte[] Payload(long id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, id);
        return bytes;
    }

    public static long IdOf(JournalRow row) => BinaryPrimitives.ReadInt64LittleEndian(row.Payload);

    /// <summary>Records an event once; the hit when it was seen before.</summary>
    public static DedupeHit? Record(LaneContext<TestCustomer> context, long id)
    {
        if (context.Remember(EventKind, (UInt128)id, (ulong)id, reference: id * 10) is { } hit)
        {
            return hit;
        }

        context.Customer.Events.Add(id);
        context.Append(JournalKind.Event, Payload(id));
        return null;
    }

    public Task<DedupeHit?> Event(string alias, long id) => Runtime.RunAsync(alias, LaneQueue.Events, create: true, c => Record(c, id));

    public Task<DedupeHit?> Event(long key, long id) => Runtime.RunAsync(key, LaneQueue.Events, c => Record(c, id));

    public Task<long[]> EventsOf(long key) => Runtime.RunAsync(key, LaneQueue.Callers, c => c.Customer.Events.ToArray());

    public async ValueTask DisposeAsync()
    {
        IsEnding = true;
        // A test that failed while it held commits back must end as a failure: a hub waits for its store.
        (Store as GatedStore)?.Gate.Set();
        await Runtime.DisposeAsync();
    }
}
