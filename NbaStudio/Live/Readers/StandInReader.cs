using NbaStudio.Engine;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Runtime;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Readers;

/// <summary>Looks at a sample of the customers, and remembers for some minutes what it found.</summary>
internal sealed class StandInReader(NbaEngine engine, CustomerIndex customers, TimeProvider time) : IStandInReader, IDisposable
{
    private const int Looked = 1_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly SemaphoreSlim _alone = new(1);
    private Look? _last;

    public async Task<StandInOverview> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        var policy = engine.Policy!;
        AttributeSnapshot[] hidden = [.. policy.Attributes.Where(a => a is { Sensitive: true, Learned: false })];
        if (hidden.Length == 0)
        {
            return new StandInOverview(0, [], [], []);
        }

        var look = await LookAsync(policy, hidden, cancellationToken).ConfigureAwait(false);
        string[] Labels(bool told) => [.. hidden.Where(a => look.Told.Contains(a.Name) == told).Select(a => a.Label.In(language))];
        return new StandInOverview(look.Customers, Labels(true), Labels(false), [.. look.Found
            .Select(f => (Attribute: hidden.First(a => a.Name == f.Attribute), f.Found)).Select(f => new StandInLine(
                f.Attribute.Name + " " + f.Found.Predictor, f.Attribute.Label.In(language), f.Attribute.Kind, f.Found.Value, InputNames.Of(policy, f.Found.Predictor, language), f.Found.Auc))
            .OrderByDescending(f => f.Auc)]);
    }

    public void Dispose() => _alone.Dispose();

    private async Task<Look> LookAsync(PolicySnapshot policy, AttributeSnapshot[] hidden, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && last.Revision == policy.Revision && time.GetElapsedTime(last.Time) < Remembered)
            {
                return last;
            }

            string[] names = [.. hidden.Select(a => a.Name)];
            var rows = new List<double[]>();
            var values = names.Select(_ => new List<Value>()).ToArray();
            // By a hash of the id: the list begins with those seen last, who are not like the others.
            foreach (var customer in customers.Find(null).OrderBy(c => StableHash.Of(c.CustomerId)).Take(Looked))
            {
                cancellationToken.ThrowIfCancellationRequested();
                try
                {
                    var (predictors, attributes) = await engine.ReadPredictorsAsync(customer.CustomerId, names).ConfigureAwait(false);
                    if (predictors.Length != policy.Predictors.Count)
                    {
                        continue; // a revision was published meanwhile: the next look sees it
                    }

                    rows.Add(predictors);
                    for (var i = 0; i < names.Length; i++)
                    {
                        values[i].Add(attributes[i]);
                    }
                }
                catch (UnknownCustomerException)
                {
                    // Deleted or merged since it was listed: the next one will do.
                }
            }

            if (engine.Policy!.Revision != policy.Revision)
            {
                return new Look(policy.Revision, 0, 0, [], []); // columns of two revisions may be mixed: the next look sees one
            }

            PredictorDefinition[] definitions = [.. policy.Predictors.Select(p => new PredictorDefinition(p.Name, p.Numeric ? PredictorType.Numeric : PredictorType.Categorical))];
            (string Attribute, StandIn Found)[] found = [.. names.SelectMany((name, i) => StandIns.Of(definitions, rows, values[i]).Select(f => (name, f)))];
            _last = new Look(policy.Revision, time.GetTimestamp(), rows.Count, [.. names.Where((_, i) => StandIns.CanTell(values[i]))], found);
            return _last;
        }
        finally
        {
            _alone.Release();
        }
    }

    private sealed record Look(int Revision, long Time, int Customers, IReadOnlyCollection<string> Told, IReadOnlyList<(string Attribute, StandIn Found)> Found);
}
