using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Live.Measuring;

/// <summary>What customers of every hold-out did, from the journal: events alone, because they come whether or not anything was offered; of a trial, whose customers all have offers, what they accepted as well. Thread safe.</summary>
internal sealed class ControlStatistics : IJournalCounter
{
    private readonly Lock _gate = new();
    private readonly ControlLedger _ledger = new();
    private readonly HashSet<string> _purchases;
    private readonly HashSet<string> _departures;
    private readonly Func<int, PolicySnapshot?> _revisions;
    private ControlLine? _ended;

    public ControlStatistics(NbaEngine engine, NbaOptions options)
        : this(engine.FindRevision, options.Measure)
    {
    }

    /// <param name="revisions">Gives the policy of a revision; null when it is not kept.</param>
    internal ControlStatistics(Func<int, PolicySnapshot?> revisions, MeasureOptions options)
    {
        _revisions = revisions;
        _purchases = new HashSet<string>(options.Purchases, StringComparer.OrdinalIgnoreCase);
        _departures = new HashSet<string>(options.Departures, StringComparer.OrdinalIgnoreCase);
    }

    public void Take(IReadOnlyList<JournalRow> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows)
            {
                _ledger.Pass(row.Time);
                if (row.Payload is not null)
                {
                    Take(row, row.Payload);
                }
            }
        }
    }

    /// <summary>How every hold-out of the policy in force stands; then the trial, or how the last one ended.</summary>
    public IReadOnlyList<ControlLine> Read()
    {
        lock (_gate)
        {
            return _ended is { } line ? [.. _ledger.Read(), line] : _ledger.Read();
        }
    }

    private void Publish(long time, int revision, TrialDraw? trial)
    {
        var before = _ledger.Read().FirstOrDefault(line => line.HoldOut.Trial is not null);

        // A revision that is not kept any more held out nobody we could name: measuring begins with the next one.
        var holdOuts = _revisions(revision) is { } policy ? Arms.HoldOutsOf(policy) : [];
        _ledger.SetHoldOuts(time, trial is null ? holdOuts : [.. holdOuts, HoldOutDraw.Of(trial)]);
        _ended = trial is not null ? null : before ?? _ended;
    }

    private void Take(JournalRow row, byte[] payload)
    {
        switch (row.Kind)
        {
            case JournalKind.Policy:
                var (revision, _, _, _, trial) = JournalPayloads.ReadCatalogue(payload);
                Publish(row.Time, revision, trial);
                break;
            case JournalKind.Event:
                TakeEvent(row.Customer, JournalPayloads.ReadEvent(payload));
                break;
            case JournalKind.Profile:
            case JournalKind.Decision:
                // Whoever is decided for takes part, of either arm: not only those who did something.
                _ledger.Know(row.Customer);
                break;
            case JournalKind.Outcome:
                if (JournalPayloads.ReadOutcome(payload) is { IsPositive: true } outcome)
                {
                    _ledger.Accept(row.Customer, outcome.Time);
                }

                break;
            case JournalKind.Erasure:
                _ledger.Erase(row.Customer);
                break;
            case JournalKind.Merge:
                _ledger.Merge(JournalPayloads.ReadMerge(payload).From, row.Customer);
                break;
            default:
                break;
        }
    }

    private void TakeEvent(long customer, Engine.Detection.EventInput input)
    {
        _ledger.Know(customer);
        if (_purchases.Contains(input.Type) && input.Properties.TryGetValue("amount", out var amount) && amount.IsNumeric)
        {
            _ledger.Pay(customer, input.Time.ToUnixTimeMilliseconds(), amount.Number);
        }
        else if (_departures.Contains(input.Type))
        {
            _ledger.Leave(customer, input.Time.ToUnixTimeMilliseconds());
        }
    }
}
