using System.Collections.Concurrent;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Takes what editors write and notes it.</summary>
public sealed class FakeItems : IItemEditor
{
    public ConcurrentQueue<ItemsEdit> Puts { get; } = new();

    /// <summary>What the next edits come to.</summary>
    public ItemsEditResult Result { get; set; } = new("spring", [], []);

    /// <summary>What every change makes; null = no change is there.</summary>
    public PolicySnapshot? Draft { get; set; }

    public Task<PolicySnapshot?> OpenAsync(string change, CancellationToken cancellationToken = default) => Task.FromResult(Draft);

    public Task<IReadOnlyList<string>> ReadIdsAsync(string change, string kind, CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<ItemsEditResult> PutAsync(ItemsEdit edit, Caller who, CancellationToken cancellationToken = default)
    {
        Puts.Enqueue(edit);
        return Task.FromResult(Result);
    }
}
