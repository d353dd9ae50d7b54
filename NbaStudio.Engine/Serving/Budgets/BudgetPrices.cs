using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving.Budgets;

/// <summary>
/// The prices of budgets. Lanes read the price in force and put it into the decision's inputs, so that deciding again from the record gives the same; what became of
/// durable decisions moves the prices, on the commit thread and in its order. Thread safe.
/// </summary>
internal sealed class BudgetPrices
{
    public const string BlobName = "budgets.pace";
    private const byte Version = 1;

    /// <summary>Chances after which the state is written.</summary>
    private const int SaveEvery = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, BudgetPacer> _pacers = [];
    private IReadOnlyDictionary<int, double> _prices = new Dictionary<int, double>();
    private int _unsaved;

    /// <summary>The price of one piece, or of 1 of money; 0 = none. Never waits.</summary>
    public double Of(int budget) => Volatile.Read(ref _prices).GetValueOrDefault(budget);

    /// <summary>Takes in what became of a durable decision.</summary>
    /// <param name="now">Time of the decision, milliseconds since 1970 UTC.</param>
    /// <returns>Whether the state is to be written.</returns>
    public bool Take(PolicySnapshot policy, BudgetLedger ledger, BudgetChance[] chances, long now)
    {
        lock (_gate)
        {
            var prices = new Dictionary<int, double>(_prices);
            foreach (var chance in chances)
            {
                var budget = policy.Budgets.First(b => b.Key == chance.Budget);
                if (!_pacers.TryGetValue(chance.Budget, out var pacer))
                {
                    _pacers.Add(chance.Budget, pacer = new BudgetPacer());
                }

                var (key, limit, unit) = BudgetKeys.Of(policy, budget, now);
                pacer.Take(chance, BudgetKeys.SpanOf(policy, budget, now), (double)(limit - ledger.Used(key)) / unit);
                prices[chance.Budget] = pacer.Price;
            }

            Volatile.Write(ref _prices, prices);
            _unsaved += chances.Length;
            if (_unsaved < SaveEvery)
            {
                return false;
            }

            _unsaved = 0;
            return true;
        }
    }

    /// <summary>How the budgets of a policy stand.</summary>
    public IReadOnlyList<BudgetStatus> Read(PolicySnapshot policy, BudgetLedger ledger, long now)
    {
        lock (_gate)
        {
            return [.. policy.Budgets.Select(budget =>
            {
                var (key, limit, unit) = BudgetKeys.Of(policy, budget, now);
                var span = BudgetKeys.SpanOf(policy, budget, now);
                return BudgetOutlook.Of(policy, budget, _pacers.GetValueOrDefault(budget.Key), span, (double)ledger.Used(key) / unit, (double)limit / unit);
            })];
        }
    }

    public BlobRow ToBlob()
    {
        lock (_gate)
        {
            var writer = new ByteWriter(4096);
            writer.Byte(Version);
            writer.Unsigned((ulong)_pacers.Count);
            foreach (var (budget, pacer) in _pacers.OrderBy(p => p.Key))
            {
                writer.Unsigned((ulong)budget);
                pacer.Write(writer);
            }

            return new BlobRow(BlobName, writer.ToArray());
        }
    }

    /// <exception cref="InvalidDataException">A newer program wrote it.</exception>
    public void Load(byte[]? bytes)
    {
        lock (_gate)
        {
            _pacers.Clear();
            if (bytes is not null)
            {
                var reader = new ByteReader(bytes);
                if (reader.Byte() is var version and not Version)
                {
                    throw new InvalidDataException($"Version {version} of the stored budget prices is not known; this program reads version {Version}.");
                }

                for (var n = reader.Count(); n > 0; n--)
                {
                    var budget = (int)reader.Unsigned();
                    _pacers[budget] = BudgetPacer.Read(ref reader);
                }
            }

            Volatile.Write(ref _prices, _pacers.ToDictionary(p => p.Key, p => p.Value.Price));
        }
    }
}
