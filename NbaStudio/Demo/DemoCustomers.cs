using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Simulation;

namespace NbaStudio.Demo;

/// <summary>The people of the demo workspace: invented names, addresses under reserved domains, everything marked simulated.</summary>
public static class DemoCustomers
{
    // Names, consents and addresses use chance of their own, so that they change nothing about preferences.
    private const ulong NameSeed = 7919;

    private static readonly string[] Cities = ["東京都世田谷区", "東京都江東区", "横浜市", "大阪市", "名古屋市", "福岡市", "札幌市", "神戸市"];
    private static readonly string[] Towns = ["長野市", "高松市", "鳥取市", "弘前市", "宮崎市", "出雲市", "松江市", "上田市"];
    private static readonly string[] EnglishCities = ["Setagaya, Tokyo", "Yokohama", "Osaka", "Fukuoka"];
    private static readonly string[] Domains = ["example.com", "example.net", "example.org"];
    private static readonly string[] InterestNames = ["video", "games", "travel", "sports", "music", "cooking", "photos", "reading"];

    /// <summary>The market's customers of these settings. The time counts by month, so that a restart meets the same people.</summary>
    public static IReadOnlyList<MarketCustomer> Population(DemoSettings settings, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var month = new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);
        return MarketPopulation.Create(settings.Customers, settings.Seed, month);
    }

    /// <summary>Every customer with name, profile, consents, addresses and past purchases, in the order of the population.</summary>
    /// <param name="now">Consents were given, and purchases made, before this.</param>
    public static IEnumerable<DemoCustomer> Create(IEnumerable<MarketCustomer> population, ulong seed, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(population);
        foreach (var customer in population)
        {
            yield return Create(customer, seed, now);
        }
    }

    private static DemoCustomer Create(MarketCustomer customer, ulong seed, DateTimeOffset now)
    {
        var random = new MarketRandom((seed * NameSeed) + (ulong)customer.Index);
        var person = DemoNames.Draw(random);
        var english = random.Chance(0.06);
        var attributes = MarketProfile.All(customer);
        attributes["first_name"] = Value.OfText(english ? person.LatinFirst : person.First);
        attributes["last_name"] = Value.OfText(english ? person.LatinLast : person.Last);
        attributes["name_kana"] = Value.OfText($"{person.KanaLast} {person.KanaFirst}");
        attributes["name_latin"] = Value.OfText($"{person.LatinFirst} {person.LatinLast}");
        attributes["city"] = Value.OfText(english ? random.Pick(EnglishCities) : random.Pick(customer.Urban ? Cities : Towns));
        attributes["interests"] = Value.OfSet([.. InterestNames.Where(_ => random.Chance(0.25)).Select(name => new TextValue(name))]);
        var email = $"{person.LatinFirst}.{person.LatinLast}.{customer.Index + 1}@{random.Pick(Domains)}".ToLowerInvariant();
        return new DemoCustomer(customer.Id, new CustomerPatch
        {
            Attributes = attributes,
            Consents = Consents(customer, random, now),
            Aliases = [$"crm-{customer.Index + 100_001}"],
            Addresses = new Dictionary<string, string?> { ["email"] = email, ["sms"] = $"+8170{customer.Index + 1:D8}" },
            TimeZone = "Asia/Tokyo",
            Language = english ? "en" : "ja",
            Simulated = true,
        }, DemoPurchases.Of(customer, seed, now));
    }

    private static List<ConsentInput> Consents(MarketCustomer customer, MarketRandom random, DateTimeOffset now)
    {
        List<ConsentInput> consents = [];
        foreach (var (channel, granted, refused) in new[] { ("push", 0.72, 0.13), ("email", 0.62, 0.2), ("sms", 0.42, 0.3) })
        {
            var draw = random.Uniform();
            var time = now.AddDays(-random.Between(3, 30 + customer.TenureMonths * 30));
            if (draw < granted + refused)
            {
                var yes = draw < granted;
                consents.Add(new(channel, "marketing", yes, time, yes ? "sign-up" : "preferences", yes ? $"form-{random.Below(900_000) + 100_000}" : null));
            }

            consents.Add(new(channel, "service", true, time, "contract", null));
        }

        return consents;
    }
}
