namespace NbaStudio.Engine.Simulation;

/// <summary>How customers move: when they visit, what they look at, what happens to them. Pure but for its seeded chance.</summary>
internal sealed class MarketBehavior(MarketParameters parameters, MarketRandom random, double intensity)
{
    private static readonly TimeSpan JapanTime = TimeSpan.FromHours(9);

    public static string IntentOf(string page) => page switch
    {
        "/cancel" => "cancellation",
        "/plans" => "upgrade",
        "/devices" => "device",
        "/bill" => "billing",
        "/roaming" => "travel",
        "/points" => "points",
        "/family" => "family",
        "/support" => "support",
        _ => "none",
    };

    /// <summary>Next visit: a Poisson process whose rate follows the hour (thinning, Lewis and Shedler 1979).</summary>
    public DateTimeOffset NextVisit(MarketCustomer customer, DateTimeOffset now)
    {
        var peak = parameters.Hours.Max();
        var perDay = parameters.VisitsPerDay * intensity * peak * Math.Exp(0.35 * Math.Clamp(customer.Techiness, -2, 2)) / 1.06;
        var time = now;
        do
        {
            time = time.AddDays(random.Exponential(1 / perDay));
        }
        while (random.Uniform() * peak > parameters.Hours[time.ToOffset(JapanTime).Hour]);

        return time;
    }

    /// <summary>The time of the next look at what else happens to a customer.</summary>
    public DateTimeOffset NextDay(DateTimeOffset now) => now.AddDays(random.Between(0.75, 1.25) / intensity);

    public MarketVisit Visit(MarketCustomer customer, DateTimeOffset now)
    {
        var unhappy = -0.5 * customer.Trait(MarketTrait.Satisfaction, now) + 0.5 * customer.Trait(MarketTrait.ContractEnding, now);
        var leaving = random.Chance(Math.Min(0.3, parameters.LeavingVisits * Math.Exp(unhappy)));
        var app = random.Uniform() < 1 / (1 + Math.Exp(-(0.5 + 0.8 * customer.Techiness + (leaving ? 1 : 0))));
        if (leaving)
        {
            return new(app ? "app" : "web", ["/bill", "/cancel", "/cancel", "/cancel"], true);
        }

        List<string> pages = random.Chance(0.6) ? ["/"] : [Interest(customer, now)];
        while (pages.Count < 5 && random.Chance(0.5))
        {
            pages.Add(Interest(customer, now));
        }

        return new(app ? "app" : "web", pages, false);
    }

    /// <summary>Time spent on a page before the next.</summary>
    public TimeSpan Dwell(bool leaving) => TimeSpan.FromSeconds(leaving ? random.Between(40, 240) : random.Between(8, 90));

    /// <summary>Time until somebody answers on a channel.</summary>
    public TimeSpan Delay(string channel) => channel switch
    {
        "push" => TimeSpan.FromMinutes(Math.Min(25, 0.5 + random.Exponential(4))),
        "email" => TimeSpan.FromHours(Math.Min(48, 0.2 + random.Exponential(5))),
        "sms" => TimeSpan.FromMinutes(Math.Min(600, 1 + random.Exponential(30))),
        "agent" => TimeSpan.FromSeconds(random.Between(30, 200)),
        _ => TimeSpan.FromSeconds(Math.Min(600, 4 + random.Exponential(25))),
    };

    private string Interest(MarketCustomer customer, DateTimeOffset now)
    {
        ReadOnlySpan<(string Page, double Pull)> pages =
        [
            ("/plans", 0.5 * customer.Trait(MarketTrait.DataUse, now)),
            ("/devices", 0.5 * customer.Trait(MarketTrait.DeviceAge, now)),
            ("/bill", 0.3 * customer.Trait(MarketTrait.LateBills, now)),
            ("/roaming", 0.5 * customer.Trait(MarketTrait.Travel, now) - 0.7),
            ("/points", 0.4 * customer.Trait(MarketTrait.Points, now)),
            ("/family", 0.5 * customer.Trait(MarketTrait.Children, now) - 0.5),
            ("/support", -0.4 * customer.Trait(MarketTrait.Satisfaction, now)),
        ];
        var total = 0.0;
        foreach (var (_, pull) in pages)
        {
            total += Math.Exp(pull);
        }

        var draw = random.Uniform() * total;
        foreach (var (page, pull) in pages)
        {
            draw -= Math.Exp(pull);
            if (draw <= 0)
            {
                return page;
            }
        }

        return "/";
    }
}
