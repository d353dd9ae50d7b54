using System.Collections.Concurrent;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Runtime;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>
/// Finds the values behind the codes that models know them by: yes and no, weekdays, and texts that were seen (in the policy, in events, in the profiles of some customers). Thread safe.
/// </summary>
internal sealed class PredictorTexts(NbaEngine engine, CustomerIndex customers, IEventTypeReader events)
{
    private const int Looked = 200;
    private const int MostTexts = 20_000;
    private readonly ConcurrentDictionary<uint, Value> _known = new();
    private long _looked = -1;

    /// <summary>Known values by their codes, at least those of the report that can be found.</summary>
    public async Task<IReadOnlyDictionary<uint, Value>> OfAsync(PolicySnapshot policy, ModelReport report, CancellationToken cancellationToken)
    {
        // Looking costs a few hundred reads, so it happens anew only when a code is not known and the models learned some more since.
        var version = engine.Models.Version / Looked;
        if (report.Predictors.SelectMany(p => p.Bins).Any(b => b.Kind == PredictorBinKind.Text && !_known.ContainsKey(b.Code)) && Interlocked.Exchange(ref _looked, version) != version)
        {
            try
            {
                LookAtPolicy(policy);
                LookAtEvents();
                await LookAtCustomersAsync(policy, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                Interlocked.Exchange(ref _looked, -1); // a look that did not end is not one: the next reader looks again
                throw;
            }
        }

        return _known;
    }

    private void LookAtPolicy(PolicySnapshot policy)
    {
        Add(Value.OfBoolean(true));
        for (var day = 1; day <= 7; day++)
        {
            Add(Value.OfNumber(day));
        }

        Add(Value.OfBoolean(false));
        foreach (var name in policy.Channels.SelectMany(c => c.Placements.Select(p => p.Name).Prepend(c.Id)).Concat(policy.Languages).Concat(policy.TextModels.SelectMany(m => m.Labels.Select(l => l.Id.Original))))
        {
            Add(Value.OfText(name));
        }
    }

    private void LookAtEvents()
    {
        foreach (var text in events.Read("en").Types.SelectMany(t => t.Properties).SelectMany(p => p.Samples))
        {
            Add(Value.OfText(text));
        }
    }

    private async Task LookAtCustomersAsync(PolicySnapshot policy, CancellationToken cancellationToken)
    {
        string[] names = [.. policy.Attributes.Where(a => a.Learned && a.Kind == ValueKind.Text).Select(a => a.Name)];
        foreach (var customer in customers.Find(null).Take(Looked))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var value in await engine.ReadCustomerAsync(customer.CustomerId, state => names.Select(state.Profile.Get).ToArray()).ConfigureAwait(false))
                {
                    Add(value);
                }
            }
            catch (UnknownCustomerException)
            {
                // Deleted or merged since it was listed: the next one will do.
            }
        }
    }

    private void Add(Value value)
    {
        if (!value.IsMissing && _known.Count < MostTexts)
        {
            _known[PredictorCodes.Of(value)] = value;
        }
    }
}
