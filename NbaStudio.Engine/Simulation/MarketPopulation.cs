namespace NbaStudio.Engine.Simulation;

/// <summary>Makes customers whose attributes hang together: age with household, plan with use, satisfaction with late bills.</summary>
public static class MarketPopulation
{
    /// <summary>The same seed, count and time give the same customers.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static IReadOnlyList<MarketCustomer> Create(int count, ulong seed, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var customers = new MarketCustomer[count];
        for (var i = 0; i < count; i++)
        {
            // One generator a customer: a larger population starts with the same people.
            customers[i] = Create(i, new MarketRandom((seed * 1_000_003) + (ulong)i), now);
        }

        return customers;
    }

    private static MarketCustomer Create(int index, MarketRandom random, DateTimeOffset now)
    {
        var wealth = random.Normal();
        var age = (int)Math.Clamp(45 + 16 * random.Normal(), 16, 88);
        var techiness = 0.8 * random.Normal() - 0.6 * (age - 45) / 16.0;
        var children = age is >= 28 and <= 54 && random.Chance(0.5);
        var couple = children || (age >= 27 && random.Chance(0.45));
        var lines = 1 + (couple && random.Chance(0.6) ? 1 : 0) + (children && random.Chance(0.5) ? 1 : 0) + (random.Chance(0.08) ? 1 : 0);
        var plan = Plan(0.5 * wealth + 0.7 * techiness + 0.6 * random.Normal());
        var allowance = plan switch { "S" => 0.25, "M" => 0.05, "L" => 0.05, _ => -0.15 };
        var late = random.Chance(0.3 - 0.06 * wealth) ? 1 + random.Below(3) : 0;
        var tenure = (int)Math.Clamp(random.Exponential(30 + 0.5 * Math.Max(0, age - 25)), 0, 200);
        var urban = random.Chance(0.5 + 0.1 * wealth);
        return new MarketCustomer
        {
            Index = index,
            Id = $"kw-{index + 1:D6}",
            Age = age,
            Segment = Segment(age, children, couple, random),
            Urban = urban,
            HasChildren = children,
            Techiness = techiness,
            Plan = plan,
            MonthlyFee = MarketPlans.Fee(plan, lines) + (wealth > 0.8 ? 1100 : 0) + 110 * random.Below(6),
            TenureMonths = tenure,
            ContractEnd = now.AddDays((24 - tenure % 24) * 30.4 + random.Between(-14, 14)),
            Lines = lines,
            DeviceAgeMonths = (int)Math.Clamp(24 + 11 * random.Normal() - 4 * wealth - 3 * techiness, 0, 72),
            DataUsedShare = Math.Round(Math.Clamp(0.5 + allowance + 0.15 * techiness + 0.22 * random.Normal(), 0.02, 1.1), 2),
            VideoShare = Math.Round(Math.Clamp(0.45 + 0.09 * techiness + 0.17 * random.Normal(), 0, 0.95), 2),
            RoamingTrips = (int)Math.Clamp(random.Exponential(0.7 + 0.45 * Math.Max(0, wealth + 0.5)), 0, 9),
            LateBills = late,
            Satisfaction = Math.Round(Math.Clamp(6.6 - 0.6 * late + 0.2 * wealth + 1.9 * random.Normal(), 0, 10)),
            Points = (int)Math.Clamp(random.Exponential(1500 + 25 * tenure), 0, 20_000),
            Autopay = random.Chance(0.7 - 0.2 * Math.Sign(late)),
            Paperless = random.Chance(0.65 + 0.12 * Math.Clamp(techiness, -2, 2)),
            HomeInternet = random.Chance(couple ? 0.45 : 0.25),
            Insurance = random.Chance(0.4),
        };
    }

    private static string Plan(double need) => need switch { < -0.6 => "S", < 0.5 => "M", < 1.2 => "L", _ => "Unlimited" };

    private static string Segment(int age, bool children, bool couple, MarketRandom random) => age switch
    {
        <= 23 => "student",
        >= 65 => "senior",
        _ when random.Chance(0.08) => "business",
        _ when children => "family",
        _ when couple => "couple",
        _ => "single",
    };
}
