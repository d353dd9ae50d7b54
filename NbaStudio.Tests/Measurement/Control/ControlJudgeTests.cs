using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Tests.Measurement.Control;

public sealed class ControlJudgeTests
{
    [Theory]
    [InlineData(0.15, LineVerdict.Better)]
    [InlineData(0.05, LineVerdict.Worse)]
    [InlineData(0.1, LineVerdict.NotYet)]
    public void Trial_WhoseCustomersAcceptOtherwise_IsJudgedByWhoSaidYes(double rate, LineVerdict verdict)
    {
        var (ledger, chance, draw) = (new ControlLedger(), new Chance(11), new TrialDraw(7, 7, 0.3));
        ledger.SetHoldOuts(0, [new HoldOutDraw(1, null, 0.05, "all"), HoldOutDraw.Of(draw)]);
        for (var customer = 1L; customer <= 8_000; customer++)
        {
            ledger.Know(customer);
            if (chance.Uniform() < (draw.Takes(customer) ? rate : 0.1))
            {
                ledger.Accept(customer, 1_000);
                ledger.Accept(customer, 2_000);
            }
        }

        var results = ControlJudge.Judge(ledger.Read(), 86_400_000);
        results.Count.ShouldBe(7, "three of the hold-out, four of the trial");
        results.Take(3).ShouldAllBe(r => r.Outcome != ControlOutcome.Accepted);
        var accepted = results[^1];
        (accepted.Outcome, accepted.Verdict, accepted.Split.IsFine).ShouldBe((ControlOutcome.Accepted, verdict, true));
        accepted.Interval!.Value.Contains(rate - 0.1).ShouldBeTrue();
        (accepted.Line.Treated.Count + accepted.Line.Control.Count).ShouldBe(results[0].Line.Treated.Count, "who is held out of everything is in neither arm");
    }

    private static readonly HoldOutDraw Grow = new(2, 7, 0.2, "grow");

    [Fact]
    public void Judge_TooLittle_SaysItOfTheObjectiveByItsId()
    {
        var market = new ControlMarket(3).With(800, 1, Grow);
        market.Run(1, leave: 0.0);
        string Sentence(IReadOnlyDictionary<int, string>? names) => ControlJudge.Judge(market.Ledger.Read(), market.Now, names)[0].Judged.Refusal.ShouldNotBeNull().Sentence;

        Sentence(new Dictionary<int, string> { [7] = "grow-more" }).ShouldContain("objective 'grow-more'");
        Sentence(null).ShouldContain("objective 7");
    }

    [Fact]
    public void Judge_NoEffectWithALookEveryDay_HardlyEverNamesAWinner()
    {
        var (named, looks) = (0, 0);
        for (var run = 0; run < 60; run++)
        {
            var market = new ControlMarket(100 + run).With(800, 20, ControlMarket.Everything, Grow);
            var wrong = false;
            for (var day = 0; day < 40; day++)
            {
                market.Run(1);
                var results = ControlJudge.Judge(market.Ledger.Read(), market.Now);
                looks += results.Count(r => r.Interval is not null);
                wrong |= results.Any(r => r.IsDecided);
            }

            named += wrong ? 1 : 0;
        }

        looks.ShouldBeGreaterThan(60 * 100, "there were numbers to be wrong about");

        // 5 % of 60 is 3; 7 or more would be a chance of 3 in 100.
        named.ShouldBeLessThan(7);
    }

    [Fact]
    public void Judge_KnownEffect_IsFoundWithAnIntervalThatHoldsTheTruth()
    {
        var (held, found) = (0, 0);
        for (var run = 0; run < 12; run++)
        {
            var market = new ControlMarket(500 + run, effect: 0.9).With(4_000, 60, ControlMarket.Everything);
            market.Run(60, leave: 0.002);
            var money = market.Money();
            money.Verdict.ShouldNotBe(LineVerdict.Worse);
            money.Judged.Effect!.Difference.ShouldBe(money.Treated.Mean - money.Control.Mean, 1e-9);

            if (!money.IsDecided)
            {
                money.Total.ShouldBeNull();
                continue;
            }

            found++;

            // A purchase is worth 1000 e^0.32 in the mean; on a day a customer buys none with chance e^-rate, whose mean over gamma rates is a power.
            var truth = 60 * 1_000 * Math.Exp(0.32) * (Math.Pow(1.05, -0.7) - Math.Pow(1 + (0.05 * 1.9), -0.7));
            held += money.Interval!.Value.Contains(truth) ? 1 : 0;
            var total = money.Total.ShouldNotBeNull();
            total.Middle.ShouldBe(money.Judged.Effect.Difference * money.Line.Treated.Count, 1e-6);
            total.Interval.Contains(total.Middle).ShouldBeTrue();
        }

        found.ShouldBeGreaterThan(8);
        held.ShouldBe(found, "the interval is of all looks and lines together: wide");
    }

    [Fact]
    public void Judge_FewerLeave_SaysBetterAndWhatWasRetained()
    {
        var market = new ControlMarket(9, effect: 0.45).With(6_000, 0, ControlMarket.Everything);
        market.Run(40, leave: 0.004);
        var left = market.Of(ControlOutcome.Left);
        left.Verdict.ShouldBe(LineVerdict.Better);
        left.Judged.Effect!.Difference.ShouldBeLessThan(0);
        var retained = left.Retained.ShouldNotBeNull();
        retained.Middle.ShouldBe(-left.Total!.Value.Middle * left.Line.Treated.Mean, 1e-6);
        retained.Interval.Low.ShouldBeGreaterThan(0);
        market.Of(ControlOutcome.Bought).Retained.ShouldBeNull();
    }

    [Fact]
    public void Judge_TooLittle_GivesWordsInsteadOfNumbers()
    {
        var market = new ControlMarket(1).With(120, 0, ControlMarket.Everything);
        market.Run(5);
        market.Money().Judged.Refusal!.Code.ShouldBe("tooFewCustomers");

        market = new ControlMarket(1).With(600, 0, ControlMarket.Everything);
        market.Run(1);
        var money = market.Money();
        (money.Judged.Refusal!.Code, money.Interval, money.Verdict, money.Total).ShouldBe(("tooFewBuyers", null, LineVerdict.NoNumber, null));
        market.Of(ControlOutcome.Left).Judged.Refusal!.Code.ShouldBe("constantMetric");

        // Nothing to plan with, then something: the time until 10 % would show comes nearer with more customers.
        market.Of(ControlOutcome.Left).VisibleOn.ShouldBeNull();
        market.Run(30);
        var few = market.Money().VisibleOn.ShouldNotBeNull();
        var many = new ControlMarket(1).With(6_000, 0, ControlMarket.Everything);
        many.Run(31);
        (many.Money().VisibleOn!.Value - many.Now).ShouldBeLessThan(few - market.Now);
        few.ShouldBeGreaterThan(market.Now);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void VisibleOn_IsWhenTheShownIntervalHasBecomeNarrowEnough(bool objective)
    {
        var market = new ControlMarket(3).With(4_000, 20, objective ? [ControlMarket.Everything, Grow] : [ControlMarket.Everything]);
        market.Run(40);
        var results = ControlJudge.Judge(market.Ledger.Read(), market.Now);
        var money = results[0];
        var among = results.Count(r => r.Interval is not null);
        among.ShouldBe(objective ? 4 : 2);

        // Hour by hour at the pace of now: as many customers, more purchases of each, and the interval as the page draws it.
        var anytime = new AlwaysValid(0.05 / among, ControlJudge.Tuning);
        var (narrow, sure, hour) = (0L, 0L, 0L);
        while (sure == 0)
        {
            var passed = ++hour * 3_600_000L;
            var grown = passed / (double)(market.Now - money.Line.Since);
            var lift = ControlJudge.PlannedLift * money.Control.Mean * grown;
            var effect = Effect.Between(Grown(money.Treated), Grown(money.Control), anytime, Math.Max(1, (money.Line.Treated.Purchases + money.Line.Control.Purchases) * grown));
            var half = (effect.Anytime.High - effect.Anytime.Low) / 2;
            narrow = narrow == 0 && half <= lift ? money.Line.Since + passed : narrow;
            sure = half + (0.8416212 * effect.StandardError) <= lift ? money.Line.Since + passed : 0;

            ArmEstimate Grown(ArmEstimate arm) => arm with { Mean = arm.Mean * grown, Deviation = arm.Deviation * Math.Sqrt(grown) };
        }

        money.VisibleOn!.Value.ShouldBeInRange(sure - 3_600_000, sure);
        money.VisibleOn.Value.ShouldBeGreaterThan(narrow, "half the width is not enough: half of all lifts of that size are seen smaller");
        narrow.ShouldBeGreaterThan(market.Now);
    }

    [Fact]
    public void Judge_BrokenSplitOfOneLine_RefusesThatLineAlone()
    {
        var market = new ControlMarket(6, effect: 0.5).With(4_000, 0, ControlMarket.Everything, Grow);
        market.Run(40);
        var gone = 0;
        foreach (var customer in Enumerable.Range(1, 4_000).Select(i => (6 * 1_000_000L) + i).Where(c => ControlMarket.Everything.Holds(c)).Take(300).ToList())
        {
            market.Ledger.Erase(customer);
            gone++;
        }

        gone.ShouldBe(300);
        var everything = market.Money();
        everything.Split.IsBroken.ShouldBeTrue();
        (everything.Judged.Refusal!.Code, everything.Interval).ShouldBe(("splitBroken", null));
        everything.Line.Erased.ShouldBe(300);
        var grow = market.Of(ControlOutcome.Money, line: 1);
        (grow.Split.IsFine, grow.Interval is not null).ShouldBe((true, true));
    }

    [Fact]
    public void At_LastPoint_IsTheResultWithoutTheMoneyBefore()
    {
        var market = new ControlMarket(2, effect: 0.5).With(4_000, 0, ControlMarket.Everything);
        market.Run(40);
        var results = ControlJudge.Judge(market.Ledger.Read(), market.Now);
        var money = results[0];
        var at = ControlJudge.At(new ControlPoint(market.Now, money.Line.Treated, money.Line.Control), ControlOutcome.Money, results.Count(r => r.Interval is not null)).ShouldNotBeNull();
        at.Middle.ShouldBe(money.Judged.Effect!.Difference, 1e-9);
        at.Interval.ShouldBe(money.Interval!.Value);
        ControlJudge.At(money.Line.Track[0], ControlOutcome.Money, 1).ShouldBeNull("one day has too few buyers");
    }
}
