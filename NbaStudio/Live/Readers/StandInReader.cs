using NbaStudio.Engine;
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
    private (int Revision, long Time, int Customers, IReadOnlyList<(string Attribute, StandIn Found)> Found)? _last;

    public async Task<StandInOverview> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        var policy = engine.Policy!;
        AttributeSnapshot[] hidden = [.. policy.Attributes.Where(a => a is { Sensitive: true, Learned: false })];
        if (hidden.Length == 0)
        {
            return new StandInOverview(0, [], []);
        }

        var (count, found) = await LookAsync(policy, hidden, cancellationToken).ConfigureAwait(false);
        return new StandInOverview(count, [.. hidden.Select(a => a.Label.In(language))], [.. found
            .Select(f => (hidden.First(a => a.Name == f.Attribute), f.Found)).Select(f => new StandInLine(
                f.Item1.Label.In(language), f.Item1.Kind, f.Found.Value, InputNames.Of(policy, f.Found.Predictor, language), f.Found.Auc)).OrderByDescending(f => f.Auc)]);
    }

    public void Dispose() => _alone.Dispose();

    private async Task<(int Customers, IReadOnlyList<(string Attribute, StandIn Found)> Found)> LookAsync(
        PolicySnapshot policy, AttributeSnapshot[] hidden, CancellationToken cancellationToken)
    {
        await _alone.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && last.Revision == policy.Revision && time.GetElapsedTime(last.Time) < Remembered)
            {
                return (last.Customers, last.Found);
            }

            string[] names = [.. hidden.Select(a => a.Name)];
            var rows = new List<double[]>();
            var values = names.Select(_ => new List<Value>()).ToArray();
            foreach (var customer in customers.Find(null).Take(Looked))
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

            PredictorDefinition[] definitions = [.. policy.Predictors.Select(p => new PredictorDefinition(p.Name, p.Numeric ? PredictorType.Numeric : PredictorType.Categorical))];
            (string Attribute, StandIn Found)[] found = [.. names.SelectMany((name, i) => StandIns.Of(definitions, rows, values[i]).Select(f => (name, f)))];
            _last = (policy.Revision, time.GetTimestamp(), rows.Count, found);
            return (rows.Count, found);
        }
        finally
        {
            _alone.Release();
        }
    }
}
