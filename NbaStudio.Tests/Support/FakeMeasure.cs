using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Lifetime;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Security;
using NbaStudio.Tests.Measurement;

namespace NbaStudio.Tests.Support;

/// <summary>Control groups over made-up customers, judged for real, for tests of the Measure page.</summary>
public sealed class FakeMeasure : IMeasureDesk
{
    private static readonly HoldOutDraw[] HoldOuts = [new(1, null, 0.1, "all"), new(2, 11, 0.1, "retain"), new(3, 12, 0.1, "grow")];
    private static readonly Lazy<MeasureView> Month = new(() => Run(30, 5_000));
    private static readonly Lazy<MeasureView> Begun = new(() => Run(1, 900));

    /// <summary>What is shown: a month by default.</summary>
    public Func<MeasureView> View { get; set; } = () => Month.Value;

    /// <summary>One day with few customers.</summary>
    public static MeasureView Young => Begun.Value;

    /// <summary>The policy holds nobody out.</summary>
    public static MeasureView None { get; } = new(ConsoleSamples.Noon, 1, true, []);

    /// <summary>The policy holds nobody out, and a trial runs whose customers say yes more often.</summary>
    public static MeasureView Tried { get; } = Try();

    public MeasureView Read(Caller who, string language)
    {
        var view = View();
        return language == "ja" ? view with { Lines = [.. view.Lines.Select(l => l with { Name = l.Objective switch { "retain" => "維持", "grow" => "成長", _ => "" } })] } : view;
    }

    /// <summary>What a survey of decisions finds.</summary>
    public SurveyView Survey { get; set; } = Surveys.Some;

    public async IAsyncEnumerable<SurveyView> SurveyAsync(Caller who, string language, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        yield return Survey;
    }

    /// <summary>400 customers an hour for ten hours, 30,000 known.</summary>
    public CustomerTraffic Traffic { get; set; } = new(ConsoleSamples.Noon.AddHours(-10), TimeSpan.FromHours(10), 9_000, 30_000, [.. Enumerable.Range(0, 4_000).Select(n => n * 9_000L)]);

    public Task<CustomerTraffic> ReadTrafficAsync(Caller who, CancellationToken cancellationToken = default) => Task.FromResult(Traffic);

    /// <summary>What an estimate of lifetimes comes to.</summary>
    public LifetimeView Lifetime { get; set; } = new(ConsoleSamples.Noon, new LifetimeOutlook(3_412, 1_930, 2_901.4, 52, 14_020, 42_100_000, null, 0.05)
    {
        Pareto = new(2_750.2, 13_310),
        Ranges = new(new(2_840.2, 2_956.8), new(13_305.6, 14_671.6), new(38_900_000, 45_600_000)),
    });

    public LifetimeView? ReadLifetime() => null;

    /// <summary>Where lifetime values are kept.</summary>
    public LifetimeUse LifetimeUse { get; set; } = new([], 24);

    public LifetimeUse ReadLifetimeUse() => LifetimeUse;

    public Task<LifetimeView> FitLifetimeAsync(Caller who, CancellationToken cancellationToken = default) => Task.FromResult(Lifetime);

    private static MeasureView Try()
    {
        var (ledger, chance, draw) = (new ControlLedger(), new Chance(5), new TrialDraw(49, 49, 0.3));
        var start = ConsoleSamples.Noon.AddDays(-9).ToUnixTimeMilliseconds();
        ledger.SetHoldOuts(start, [HoldOutDraw.Of(draw)]);
        for (var customer = 1; customer <= 6_000; customer++)
        {
            ledger.Know(customer);
            if (chance.Uniform() < (draw.Takes(customer) ? 0.16 : 0.1))
            {
                ledger.Accept(customer, start + 5);
            }

            if (chance.Uniform() < 0.02)
            {
                ledger.Pay(customer, start + 9, Math.Round(2_400 * Math.Exp(0.5 * chance.Normal())));
            }
        }

        var judged = ControlJudge.Judge(ledger.Read(), ConsoleSamples.Noon.ToUnixTimeMilliseconds());
        return None with { Trial = new MeasureLine("trial 49", null, "", judged, null) };
    }

    private static MeasureView Run(int days, int customers)
    {
        var (ledger, chance) = (new ControlLedger(), new Chance(5));
        var start = ConsoleSamples.Noon.AddDays(-days).ToUnixTimeMilliseconds();
        var rates = Enumerable.Range(0, customers).Select(_ => 0.05 * chance.Gamma(0.9)).ToArray();
        Day(start - 1, 40);
        ledger.SetHoldOuts(start, HoldOuts);
        for (var day = 1; day <= days; day++)
        {
            ledger.Pass(start + (day * 86_400_000L));
            Day(start + (day * 86_400_000L) - 1, 1);
        }

        string?[] objectives = [null, "retain", "grow"];
        string[] names = ["", "Retain", "Grow"];
        var judged = ControlJudge.Judge(ledger.Read(), ConsoleSamples.Noon.ToUnixTimeMilliseconds());
        return new MeasureView(ConsoleSamples.Noon, 1, true, [.. judged.Chunk(3).Select((r, i) => new MeasureLine(objectives[i] ?? "universal", objectives[i], names[i], r, ControlJudge.Before(r[0].Line)))]);

        void Day(long time, int times)
        {
            for (var i = 0; i < customers; i++)
            {
                var held = HoldOuts[0].Holds(i + 1);
                var rate = rates[i] * times * (time < start || held ? 1 : HoldOuts[1].Holds(i + 1) ? 1.1 : 1.5);
                if (chance.Uniform() < 1 - Math.Exp(-rate))
                {
                    ledger.Pay(i + 1, time, Math.Round(2_400 * Math.Exp(0.5 * chance.Normal())) * Math.Max(1, rate));
                }

                ledger.Know(i + 1);
                if (time >= start && chance.Uniform() < 0.001)
                {
                    ledger.Leave(i + 1, time);
                }
            }
        }
    }
}
