using System.Globalization;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Storage;
using NbaStudio.Live.Reading;

namespace NbaStudio.Live.Measuring;

/// <summary>Estimates lifetimes from the purchases in the journal, in the background and one at a time, and remembers the last estimate. Thread safe.</summary>
internal sealed class LifetimeBook(NbaEngine engine, NbaOptions options) : IDisposable
{
    /// <summary>A year ahead.</summary>
    public const double Weeks = 52;

    private const int Page = 1_000;
    private readonly SemaphoreSlim _alone = new(1);
    private LifetimeView? _last;

    /// <summary>The last estimate; null before the first one.</summary>
    public LifetimeView? Last => Volatile.Read(ref _last);

    /// <param name="each">Told of each customer, by internal key; null = nobody asks.</param>
    public async Task<LifetimeView> FitAsync(CancellationToken cancellation, Action<long, CustomerOutlook>? each = null)
    {
        await _alone.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var view = await Task.Run(() => Fit(each, cancellation), cancellation).ConfigureAwait(false);
            Volatile.Write(ref _last, view);
            return view;
        }
        finally
        {
            _alone.Release();
        }
    }

    public void Dispose() => _alone.Dispose();

    private LifetimeView Fit(Action<long, CustomerOutlook>? each, CancellationToken cancellation)
    {
        var now = engine.Now;
        var purchases = new JournalPurchases(new HashSet<string>(options.Measure.Purchases, StringComparer.OrdinalIgnoreCase), engine.Policy!.Zone);
        IReadOnlyList<JournalRow> rows;
        for (var from = 1L; (rows = engine.Store.ReadJournal(from, Page)).Count > 0; from = rows[^1].Sequence + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            purchases.Take(rows);
        }

        return new LifetimeView(now, LifetimeOutlook.Of(purchases.Read(now), Weeks, cancellation, each is null ? null : of => each(long.Parse(of.Customer, CultureInfo.InvariantCulture), of)));
    }
}
