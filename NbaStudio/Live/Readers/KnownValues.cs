using System.Collections.Concurrent;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Readers;

/// <summary>Values that customers have, per attribute, from a sample of the base: what a marketer may want to write into a rule. Thread safe.</summary>
/// <remarks>Attributes with many values, such as names and addresses, are nobody's choice from a list and would show personal data: they have none here.</remarks>
internal sealed class KnownValues(IHubReader store, TimeProvider time)
{
    /// <summary>Customers looked at.</summary>
    private const int Sampled = 1_000;

    /// <summary>Most values of an attribute that is offered as a list.</summary>
    private const int MostValues = 30;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _values = new Dictionary<string, IReadOnlyList<string>>();
    private long? _readAt;

    /// <summary>The values of an attribute, the commonest first; empty when it has many or none.</summary>
    public IReadOnlyList<string> Of(string attribute)
    {
        lock (_gate)
        {
            if (_readAt is not { } at || time.GetElapsedTime(at) > Fresh)
            {
                _values = Read();
                _readAt = time.GetTimestamp();
            }

            return _values.GetValueOrDefault(attribute) ?? [];
        }
    }

    private Dictionary<string, IReadOnlyList<string>> Read()
    {
        var counts = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var key in store.ReadCustomerKeys(0, Sampled))
        {
            if (store.LoadCustomer(key) is not { } stored)
            {
                continue;
            }

            foreach (var (name, value) in CustomerStateCodec.Read(stored.State).Profile.Values)
            {
                foreach (var text in Texts(value))
                {
                    var of = counts.TryGetValue(name, out var known) ? known : counts[name] = new Dictionary<string, int>(StringComparer.Ordinal);
                    if (of.Count <= MostValues)
                    {
                        of[text] = of.GetValueOrDefault(text) + 1;
                    }
                }
            }
        }

        return counts.Where(c => c.Value.Count <= MostValues)
            .ToDictionary(c => c.Key, c => (IReadOnlyList<string>)[.. c.Value.OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Select(v => v.Key)], StringComparer.Ordinal);
    }

    private static IEnumerable<string> Texts(Value value) => value.Kind switch
    {
        ValueKind.Text => [value.Text!.Original],
        ValueKind.TextSet => value.Set!.Select(t => t.Original),
        _ => [],
    };
}
