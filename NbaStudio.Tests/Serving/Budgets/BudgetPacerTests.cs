using NbaStudio.Engine.Serving.Budgets;

namespace NbaStudio.Tests.Serving.Budgets;

/// <summary>The price of a budget against what a clairvoyant would have spent it on, over simulated days with a busy noon.</summary>
public sealed class BudgetPacerTests
{
    private const int Days = 5;
    private const int PerDay = 6_000;

    [Theory]
    [InlineData(120, 11)]
    [InlineData(120, 12)]
    [InlineData(600, 13)]
    [InlineData(600, 14)]
    [InlineData(1_500, 15)]
    public void Take_OverDays_SpendsWithinTheBudgetOnTheBestUses(int limit, int seed)
    {
        var days = Run(limit, amount: 1, seed);

        // The first day has nothing to go by; later ones have the hours of the days before.
        foreach (var day in days.Skip(1))
        {
            day.Used.ShouldBeInRange(0.9 * limit, limit);
            day.Value.ShouldBeGreaterThan(0.88 * day.Best, $"of {day.Best:0}, first come {day.FirstCome:0}, used {day.Used}");
            day.Value.ShouldBeGreaterThan(day.FirstCome);
        }
    }

    [Fact]
    public void Take_InMoney_IsTheSameAsInPieces()
    {
        var pieces = Run(300, amount: 1, seed: 21);
        var money = Run(300, amount: 250, seed: 21);

        for (var d = 0; d < Days; d++)
        {
            (money[d].Used / 250).ShouldBe(pieces[d].Used, 1e-6);
            money[d].Value.ShouldBe(pieces[d].Value, 1e-6);
        }
    }

    [Fact]
    public void Take_WhereThereIsEnoughForEverybody_CostsNothing()
    {
        var days = Run(PerDay * 3, amount: 1, seed: 31);

        days.Skip(1).ShouldAllBe(d => d.HighestPrice == 0 && Math.Abs(d.Value - d.FirstCome) < 1e-6);
    }

    [Fact]
    public void Take_OfABudgetWithoutAnEnd_HasNoPrice()
    {
        var pacer = new BudgetPacer();
        for (var i = 0; i < 1_000; i++)
        {
            pacer.Take(new BudgetChance(1, 10, 1, 1), new BudgetSpan(0, long.MaxValue, 480_000, 0.5), 10);
        }

        pacer.Price.ShouldBe(0);
    }

    [Fact]
    public void Take_BeforeEnoughWasSeen_HasNoPrice()
    {
        var pacer = new BudgetPacer();
        for (var i = 1; i < BudgetPacer.Fewest; i++)
        {
            pacer.Take(new BudgetChance(1, 10, 1, 1), new BudgetSpan(480_000, 480_024, 480_001, 0.5), 10);
            pacer.Price.ShouldBe(0);
        }

        pacer.Take(new BudgetChance(1, 10, 1, 1), new BudgetSpan(480_000, 480_024, 480_001, 0.5), 10);
        pacer.Price.ShouldBeGreaterThan(0);
    }

    private static List<Day> Run(int limit, double amount, int seed)
    {
        var random = new Random(seed);
        var pacer = new BudgetPacer();
        var days = new List<Day>();
        for (var d = 0; d < Days; d++)
        {
            var moments = Enumerable.Range(0, PerDay).Select(_ => Noonish(random)).Order().ToList();
            var worth = moments.Select(_ => Math.Exp(3 + (1.2 * Gauss(random)))).ToList();
            var (used, value, highest) = (0.0, 0.0, 0.0);
            var start = 24L * (20_000 + d);
            for (var i = 0; i < PerDay; i++)
            {
                highest = Math.Max(highest, pacer.Price);
                var takes = worth[i] - (pacer.Price * amount) > 0 && used + amount <= limit * amount;
                used += takes ? amount : 0;
                value += takes ? worth[i] : 0;
                var hour = moments[i] * 24;
                pacer.Take(new BudgetChance(1, worth[i], amount, takes ? amount : 0), new BudgetSpan(start, start + 24, start + (long)hour, hour - Math.Floor(hour)), (limit * amount) - used);
            }

            days.Add(new Day(used, value, worth.OrderDescending().Take(limit).Sum(), worth.Take(limit).Sum(), highest));
        }

        return days;
    }

    // Two bumps: some at any time, most about noon.
    private static double Noonish(Random random) => random.NextDouble() < 0.4 ? random.NextDouble() : Math.Clamp(0.5 + (0.1 * Gauss(random)), 0, 0.9999);

    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed record Day(double Used, double Value, double Best, double FirstCome, double HighestPrice);
}
