using NbaStudio.Engine.Arbitration;

namespace NbaStudio.Tests.Arbitration;

public sealed class StableHashTests
{
    [Fact]
    public void Random_SeedZero_GivesThePublishedSequenceOfSplitMix64()
    {
        var random = new DecisionRandom(0);

        random.NextUInt64().ShouldBe(0xE220A8397B1DCDAFUL);
        random.NextUInt64().ShouldBe(0x6E789E6AA1B965F4UL);
        random.NextUInt64().ShouldBe(0x06C45D188009454FUL);
    }

    [Fact]
    public void Of_Zero_IsTheFirstNumberOfTheGenerator() => StableHash.Of(0).ShouldBe(0xE220A8397B1DCDAFUL);

    [Fact]
    public void Of_DifferentInputs_RarelyCollideAndSpreadEvenly()
    {
        var seen = new HashSet<ulong>();
        var buckets = new int[64];
        for (var customer = 0; customer < 64_000; customer++)
        {
            var hash = StableHash.Of(customer, "hold-out");
            seen.Add(hash).ShouldBeTrue();
            buckets[(int)(StableHash.ToUnit(hash) * 64)]++;
        }

        var chiSquare = buckets.Sum(b => Math.Pow(b - 1000, 2) / 1000);
        chiSquare.ShouldBeInRange(25, 115); // 63 degrees of freedom, 1e-5 tails
    }

    [Fact]
    public void Of_OrderAndSalt_Matter()
    {
        StableHash.Of(1, 2).ShouldNotBe(StableHash.Of(2, 1));
        StableHash.Of("a", 1).ShouldNotBe(StableHash.Of("b", 1));
        StableHash.Of(1, 2, 3).ShouldNotBe(StableHash.Of(1, 2));
        StableHash.Of("").ShouldNotBe(StableHash.Of("\0"));
    }

    [Fact]
    public void NextInt32_SmallLimit_CoversItEvenly()
    {
        var random = new DecisionRandom(42);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++)
        {
            counts[random.NextInt32(7)]++;
        }

        counts.ShouldAllBe(c => Math.Abs(c - 10_000) < 400);
        Should.Throw<ArgumentOutOfRangeException>(() => random.NextInt32(0));
    }
}
