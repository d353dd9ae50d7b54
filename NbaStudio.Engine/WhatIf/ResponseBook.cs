using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.WhatIf;

/// <summary>What customers answered, by decision and treatment. Read once from the journal; then thread safe.</summary>
internal sealed class ResponseBook
{
    private const int Page = 5_000;

    private readonly Dictionary<(long Customer, long Decision, int Treatment), Answer> _answers = [];
    private readonly Dictionary<long, (long Into, long Offset)> _merged = [];

    /// <summary>Reads the answers that came in since a moment.</summary>
    /// <param name="since">Milliseconds since 1970 UTC.</param>
    /// <param name="policy">Whose heads say what an outcome counts for.</param>
    public static ResponseBook Read(IHubReader store, long since, PolicySnapshot policy, CancellationToken cancellation)
    {
        var book = new ResponseBook();
        for (var from = FirstSince(store, since); ;)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = store.ReadJournal(from, Page);
            foreach (var row in rows)
            {
                book.Take(row, policy);
            }

            if (rows.Count < Page)
            {
                return book;
            }

            from = rows[^1].Sequence + 1;
        }
    }

    /// <summary>Money that the answers to a treatment are worth; 0 where there was none.</summary>
    /// <param name="heads">The heads as they were decided with.</param>
    public double MoneyOf(long customer, long decision, int treatment, Decisions.HeadFactors heads)
    {
        // Whose customer became part of another, answered as that one.
        while (!_answers.ContainsKey((customer, decision, treatment)) && _merged.TryGetValue(customer, out var into))
        {
            (customer, decision) = (into.Into, decision + into.Offset);
        }

        var answer = _answers.GetValueOrDefault((customer, decision, treatment));
        var sum = answer.Money;
        for (var i = 1; i < heads.Count; i++)
        {
            sum += (answer.Further & (1 << (int)heads[i].Kind)) != 0 ? heads[i].Value : 0;
        }

        return sum;
    }

    private void Take(JournalRow row, PolicySnapshot policy)
    {
        if (row is { Kind: JournalKind.Merge, Payload: { } merge })
        {
            var (from, offset) = JournalPayloads.ReadMerge(merge);
            _merged[from] = (row.Customer, offset);
        }
        else if (row is { Kind: JournalKind.Outcome, Payload: { } payload } && JournalPayloads.ReadOutcome(payload) is { IsLate: false } outcome)
        {
            var credits = policy.TreatmentIndexOfKey(outcome.Treatment) is var index and >= 0 ? HeadCredits.Of(policy.Treatments[index], outcome.Kind) : default;
            var further = 0;
            foreach (var kind in Enum.GetValues<HeadKind>())
            {
                further |= credits.IsPositive(kind) ? 1 << (int)kind : 0;
            }

            if (outcome.IsPositive || further != 0)
            {
                var key = (row.Customer, outcome.Decision, outcome.Treatment);
                var known = _answers.GetValueOrDefault(key);

                // The first success counts; a second click is no second sale.
                _answers[key] = new Answer(known.IsPositive || outcome.IsPositive, known.IsPositive ? known.Money : outcome.IsPositive ? outcome.Value : 0, (byte)(known.Further | further));
            }
        }
    }

    // Entries are written in the order of time.
    private static long FirstSince(IHubReader store, long since)
    {
        var (low, high) = (1L, store.ReadHead().Sequence + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var row = store.ReadJournal(middle, 1);
            (low, high) = row.Count > 0 && row[0].Time < since ? (row[0].Sequence + 1, high) : (low, middle);
        }

        return low;
    }

    /// <param name="Money">Of the primary head's success.</param>
    /// <param name="Further">Bit n = the further head of that kind was answered positively.</param>
    private readonly record struct Answer(bool IsPositive, double Money, byte Further);
}
