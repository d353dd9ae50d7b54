using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Detection.Aggregates;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>From when on the numbers of each aggregate are complete: one that was added later reaches back as far as the journal did. Immutable.</summary>
public sealed class AggregateCompleteness
{
    private const string BlobName = "aggregates";
    private readonly Dictionary<ulong, long> _from;

    private AggregateCompleteness(Dictionary<ulong, long> from) => _from = from;

    /// <summary>Nothing was filled yet.</summary>
    public static AggregateCompleteness None { get; } = new([]);

    /// <summary>The instant from which on the aggregate's number is complete, when that lies inside its window; null = complete.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    public DateTimeOffset? CompleteFrom(AggregateDefinition aggregate, long now)
    {
        ArgumentNullException.ThrowIfNull(aggregate);
        return _from.GetValueOrDefault(AggregateFingerprint.Of(aggregate)) is var from && from > AggregateWindow.StartOf(aggregate, now)
            ? DateTimeOffset.FromUnixTimeMilliseconds(from) : null;
    }

    /// <summary>The inputs of a policy that do not count everything in their window.</summary>
    /// <param name="now">Milliseconds since 1970 UTC.</param>
    /// <param name="language">en or ja.</param>
    public IReadOnlyList<IncompleteInput> IncompleteOf(PolicySnapshot policy, long now, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        List<IncompleteInput>? found = null;
        foreach (var aggregate in policy.Aggregates)
        {
            if (CompleteFrom(aggregate.Definition, now) is { } from)
            {
                (found ??= []).Add(new IncompleteInput(InputNames.Of(policy, policy.Layout.Slots[aggregate.Slot], language), from));
            }
        }

        return found ?? (IReadOnlyList<IncompleteInput>)[];
    }

    internal static AggregateCompleteness Read(IHubReader store)
    {
        if (store.ReadBlob(BlobName)?.Value is not { } bytes)
        {
            return None;
        }

        var from = new Dictionary<ulong, long>();
        var reader = new ByteReader(bytes);
        while (!reader.AtEnd)
        {
            from[reader.Unsigned()] = reader.Signed();
        }

        return new AggregateCompleteness(from);
    }

    internal BlobRow ToBlob()
    {
        var writer = new ByteWriter(16 * _from.Count);
        foreach (var (fingerprint, from) in _from.OrderBy(f => f.Key))
        {
            writer.Unsigned(fingerprint);
            writer.Signed(from);
        }

        return new BlobRow(BlobName, writer.ToArray());
    }

    /// <summary>The aggregates of a catalogue that have not been filled.</summary>
    internal AggregateCatalogue Missing(AggregateCatalogue catalogue) =>
        new([.. catalogue.Items.Where(i => !_from.ContainsKey(i.Fingerprint)).Select(i => (i.Definition, i.Filter))]);

    /// <summary>What is known of a catalogue whose missing aggregates were filled as far back as given, milliseconds since 1970 UTC; 0 = everything.</summary>
    internal AggregateCompleteness For(AggregateCatalogue catalogue, Func<AggregateDefinition, long> filledFrom) =>
        new(catalogue.Items.ToDictionary(i => i.Fingerprint, i => _from.TryGetValue(i.Fingerprint, out var known) ? known : filledFrom(i.Definition)));
}
