using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Measurement.Control;
using NbaStudio.Engine.Measurement.Experiments;

namespace NbaStudio.Tests.Measurement.Control;

public sealed class ControlLedgerTests
{
    private const long Start = ControlMarket.Start;
    private static readonly HoldOutDraw All = new(1, null, 0.2, "all");
    private static readonly HoldOutDraw Grow = new(2, 7, 0.3, "grow");

    [Fact]
    public void Read_ManyCustomers_SumsAreThoseOfTheCustomersOneByOne()
    {
        var (ledger, chance) = (new ControlLedger(), new Chance(4));
        Dictionary<long, (double X, double Y, int Bought)> truth = [];
        ledger.SetHoldOuts(Start, [All, Grow]);
        for (var i = 0; i < 20_000; i++)
        {
            long customer = 1 + chance.Below(2_000);
            var (time, amount) = (Start + chance.Below(1_000_000) - 400_000, 1 + Math.Round(chance.Exponential(0.001)));
            ledger.Pay(customer, time, amount);
            var known = truth.GetValueOrDefault(customer);
            truth[customer] = time >= Start ? (known.X + amount, known.Y, known.Bought + 1) : (known.X, known.Y + amount, known.Bought);
        }

        var lines = ledger.Read();
        lines.Select(l => l.HoldOut).ShouldBe([All, Grow]);
        Check(lines[0].Control, c => All.Holds(c));
        Check(lines[0].Treated, c => !All.Holds(c));
        Check(lines[1].Control, c => !All.Holds(c) && Grow.Holds(c));
        Check(lines[1].Treated, c => !All.Holds(c) && !Grow.Holds(c));
        (lines[0].PlannedShare, lines[1].PlannedShare).ShouldBe((0.2, 0.3));

        void Check(ArmSums sums, Func<long, bool> isIn)
        {
            var values = truth.Where(t => isIn(t.Key)).Select(t => t.Value).ToList();
            sums.Count.ShouldBe(values.Count);
            sums.Bought.ShouldBe(values.Count(v => v.Bought > 0));
            sums.Purchases.ShouldBe(values.Sum(v => v.Bought));
            var wanted = ArmEstimates.Mean([.. values.Select(v => v.X)]);
            Near(sums.Money, wanted);
            var others = truth.Where(t => !isIn(t.Key)).Select(t => t.Value).ToList();
            others.Count.ShouldBeGreaterThan(100);
        }
    }

    [Fact]
    public void Judge_WithMoneyBefore_IsTheAdjustmentOfTheCustomersOneByOne()
    {
        var market = new ControlMarket(3, effect: 0.5).With(3_000, 60, ControlMarket.Everything);
        market.Run(60);
        var result = market.Money();
        result.Explained.ShouldBeInRange(0.1, 0.9);
        var plain = (Treated: result.Line.Treated.Money, Control: result.Line.Control.Money);
        result.Treated.MeanVariance.ShouldBeLessThan(plain.Treated.MeanVariance);

        // The same through the estimator that has every customer.
        Chance chance = new(8);
        var (values, before) = (new double[2][], new double[2][]);
        var sums = new ArmSums[2];
        for (var arm = 0; arm < 2; arm++)
        {
            before[arm] = [.. Enumerable.Range(0, 400 + (arm * 300)).Select(_ => chance.Exponential(0.01))];
            values[arm] = [.. before[arm].Select(b => (0.5 * b) + chance.Exponential(0.02) + (arm * 10))];
            for (var i = 0; i < values[arm].Length; i++)
            {
                sums[arm] = sums[arm].With(new CustomerSums(values[arm][i], before[arm][i], 1, false, false), 1);
            }
        }

        var wanted = ArmEstimates.Adjusted([(values[0], before[0]), (values[1], before[1])]);
        var line = new ControlLine(ControlMarket.Everything, Start, 400.0 / 1_100, sums[1], sums[0], 0, 0, []);
        var judged = ControlJudge.Judge([line], Start + 1)[0];
        Near(judged.Control, wanted[0]);
        Near(judged.Treated, wanted[1]);
    }

    [Fact]
    public void SetHoldOuts_SameAgain_GoesOnAndAnotherShareBeginsAnew()
    {
        var ledger = new ControlLedger();
        ledger.Pay(5, Start - 10, 70);
        ledger.SetHoldOuts(Start, [All]);
        ledger.Pay(5, Start + 10, 100);
        ledger.SetHoldOuts(Start + 1_000, [All, Grow]);
        var lines = ledger.Read();
        lines.Select(l => l.Since).ShouldBe([Start, Start + 1_000]);
        Both(lines[0]).ShouldBe((100, 70));
        Both(lines[1]).ShouldBe(All.Holds(5) ? (0, 0) : (0, 170));

        // Whoever stands beside changes with a second hold-out of the same.
        ledger.SetHoldOuts(Start + 2_000, [All with { Share = 0.1 }, Grow]);
        ledger.Read().Select(l => l.Since).ShouldBe([Start + 2_000, Start + 2_000]);
        ledger.SetHoldOuts(Start + 3_000, []);
        ledger.Read().ShouldBeEmpty();

        static (double X, double Y) Both(ControlLine line) => (line.Treated.X + line.Control.X, line.Treated.Y + line.Control.Y);
    }

    [Fact]
    public void Erase_Customer_TakesOutWhatTheyDid()
    {
        var ledger = new ControlLedger();
        ledger.SetHoldOuts(Start, [All]);
        for (var customer = 1L; customer <= 40; customer++)
        {
            ledger.Pay(customer, Start + customer, customer * 10);
        }

        var before = ledger.Read()[0];
        ledger.Leave(9, Start + 50);
        ledger.Erase(9);
        ledger.Erase(9);
        var after = ledger.Read()[0];
        (after.Treated.Count + after.Control.Count, after.Erased, after.Treated.Left + after.Control.Left).ShouldBe((39L, 1, 0L));
        (before.Treated.X + before.Control.X - after.Treated.X - after.Control.X).ShouldBe(90);

        // The place of the erased customer is another's, who begins from nothing.
        ledger.Pay(77, Start + 60, 5);
        var last = ledger.Read()[0];
        (last.Treated.X + last.Control.X - after.Treated.X - after.Control.X).ShouldBe(5);
        ledger.Customers.ShouldBe(40);
    }

    [Fact]
    public void Merge_AcrossArms_LeavesTheCustomerOutAndWithinAnArmAddsUp()
    {
        var ledger = new ControlLedger();
        ledger.SetHoldOuts(Start, [All]);
        var held = Enumerable.Range(1, 100).Select(i => (long)i).Where(All.Holds).ToList();
        var free = Enumerable.Range(1, 100).Select(i => (long)i).Where(c => !All.Holds(c)).ToList();
        foreach (var customer in held.Concat(free))
        {
            ledger.Pay(customer, Start + 1, 10);
        }

        ledger.Merge(free[0], free[1]);
        var line = ledger.Read()[0];
        (line.Treated.Count, line.Treated.X, line.Treated.Xx, line.Moved).ShouldBe((free.Count - 1, free.Count * 10, ((free.Count - 2) * 100) + 400, 0));
        (line.Treated.Purchases, line.Treated.Bought).ShouldBe((free.Count, free.Count - 1));

        ledger.Merge(held[0], free[2]);
        line = ledger.Read()[0];
        (line.Treated.Count, line.Control.Count, line.Moved).ShouldBe((free.Count - 2, held.Count - 1, 1));
        line.Control.X.ShouldBe((held.Count - 1) * 10);
        ledger.Pay(free[2], Start + 2, 1_000);
        ledger.Read()[0].Treated.X.ShouldBe(line.Treated.X, "who was in both arms counts in neither");
    }

    [Fact]
    public void Track_LongTime_KeepsFewPointsAnEqualStepApart()
    {
        var ledger = new ControlLedger();
        ledger.SetHoldOuts(Start, [All]);
        var now = Start;
        for (var hour = 0; hour < 500 * 24; hour++)
        {
            now += 3_600_000;
            ledger.Pass(now);
            ledger.Pay(1 + (hour % 50), now, 10);
        }

        var track = ledger.Read()[0].Track;
        track.Count.ShouldBeInRange(40, 96);
        var steps = track.Zip(track.Skip(1), (a, b) => b.Time - a.Time).Distinct().ToList();
        steps.Count.ShouldBe(1);
        track[^1].Time.ShouldBeGreaterThan(now - (2 * steps[0]));
        track.Zip(track.Skip(1)).ShouldAllBe(p => p.Second.Treated.X >= p.First.Treated.X);
    }

    private static void Near(ArmEstimate actual, ArmEstimate wanted)
    {
        actual.Count.ShouldBe(wanted.Count);
        actual.Mean.ShouldBe(wanted.Mean, 1e-9 * wanted.Mean);
        actual.Deviation.ShouldBe(wanted.Deviation, 1e-9 * wanted.Deviation);
    }
}
