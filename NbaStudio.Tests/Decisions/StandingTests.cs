using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Programs;
using Shouldly;

namespace NbaStudio.Tests.Decisions;

public sealed class StandingTests
{
    [Fact]
    public void At_AnyOrderOfTimes_IsWhatEveryTreatmentSaysThen()
    {
        var random = new Random(31);
        var facts = Enumerable.Range(0, 40).Select(_ => Facts(random)).ToArray();
        var standing = new Standing(facts);
        var (early, late, stands) = (0, 0, 0);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var now = random.Next(-5, 1_005);
            var reasons = standing.At(now);
            for (var t = 0; t < facts.Length; t++)
            {
                var expected = facts[t].Barred != DropReason.None ? facts[t].Barred
                    : now < facts[t].ValidFrom ? DropReason.NotYetValid
                    : now >= facts[t].ValidTo ? DropReason.NoLongerValid
                    : DropReason.None;
                reasons[t].ShouldBe(expected, $"treatment {t} at {now}");
                early += expected == DropReason.NotYetValid ? 1 : 0;
                late += expected == DropReason.NoLongerValid ? 1 : 0;
                stands += expected == DropReason.None ? 1 : 0;
            }
        }

        (early > 5_000 && late > 5_000 && stands > 5_000).ShouldBeTrue($"{early} {late} {stands}");
    }

    private static TreatmentFacts Facts(Random random)
    {
        var from = random.Next(3) == 0 ? long.MinValue : random.Next(1_000);
        var to = random.Next(3) == 0 ? long.MaxValue : Math.Max(from, 0) + random.Next(1, 500);
        return new TreatmentFacts(0, 0, 0, 0, 1, 1, 0, random.Next(10) == 0 ? DropReason.Paused : DropReason.None, from, to, 1, 1);
    }
}
