using NbaStudio.Engine.Simulation;

namespace NbaStudio.Tests.Simulation;

public sealed class MarketPopulationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Create_LargerPopulation_StartsWithTheSamePeople()
    {
        var few = MarketPopulation.Create(50, 3, Now);
        var many = MarketPopulation.Create(200, 3, Now);

        many.Take(50).Select(c => (c.Id, c.Age, c.Plan, c.MonthlyFee, c.Satisfaction)).ShouldBe(few.Select(c => (c.Id, c.Age, c.Plan, c.MonthlyFee, c.Satisfaction)));
        MarketPopulation.Create(50, 4, Now).Select(c => c.Age).ShouldNotBe(few.Select(c => c.Age));
    }

    [Fact]
    public void Create_FiveThousand_AttributesHangTogether()
    {
        var people = MarketPopulation.Create(5000, 1, Now);

        people.Select(c => c.Id).ShouldBeUnique();
        people.Where(c => c.Age < 30).Average(c => c.VideoShare).ShouldBeGreaterThan(people.Where(c => c.Age > 60).Average(c => c.VideoShare) + 0.05);
        people.Where(c => c.LateBills == 0).Average(c => c.Satisfaction).ShouldBeGreaterThan(people.Where(c => c.LateBills >= 2).Average(c => c.Satisfaction) + 0.5);
        people.Where(c => c.HasChildren).Average(c => c.Lines).ShouldBeGreaterThan(people.Where(c => !c.HasChildren).Average(c => c.Lines) + 0.3);
        foreach (var plan in new[] { "S", "M", "L", "Unlimited" })
        {
            (people.Count(c => c.Plan == plan) / 5000.0).ShouldBeInRange(0.08, 0.5);
        }

        foreach (var trait in Enum.GetValues<MarketTrait>())
        {
            people.Average(c => c.Trait(trait, Now)).ShouldBeInRange(-0.4, 0.4, $"{trait} is centred");
        }
    }
}
