namespace NbaStudio.Engine.Simulation;

/// <summary>A simulated customer: what the market knows about a person. Changes as the person buys; not thread safe.</summary>
public sealed class MarketCustomer
{
    /// <summary>Position in the population, from 0; the unseen taste hangs on it.</summary>
    public required int Index { get; init; }

    /// <summary>The outside id, such as kw-000001.</summary>
    public required string Id { get; init; }

    public required int Age { get; init; }
    public required string Segment { get; init; }
    public required bool Urban { get; init; }
    public required bool HasChildren { get; init; }

    /// <summary>How much is done on the phone, standard normal.</summary>
    public required double Techiness { get; init; }

    public required string Plan { get; set; }

    /// <summary>Major units a month.</summary>
    public required double MonthlyFee { get; set; }

    public required int TenureMonths { get; init; }
    public required DateTimeOffset ContractEnd { get; set; }
    public required int Lines { get; set; }
    public required int DeviceAgeMonths { get; set; }

    /// <summary>Share of this month's allowance, in [0, 1.2].</summary>
    public required double DataUsedShare { get; set; }

    /// <summary>Share of data that is video, in [0, 1].</summary>
    public required double VideoShare { get; init; }

    public required int RoamingTrips { get; init; }
    public required int LateBills { get; init; }

    /// <summary>0 to 10.</summary>
    public required double Satisfaction { get; set; }

    public required int Points { get; set; }
    public required bool Autopay { get; set; }
    public required bool Paperless { get; set; }
    public required bool HomeInternet { get; set; }
    public required bool Insurance { get; set; }

    /// <summary>GB a month of the plan; Unlimited counts as 200.</summary>
    public int DataAllowanceGb => Plan switch { "S" => 3, "M" => 20, "L" => 50, _ => 200 };

    /// <summary>The trait, centred at the population and scaled to about one, in [-3, 3].</summary>
    public double Trait(MarketTrait trait, DateTimeOffset now) => Math.Clamp(
        trait switch
        {
            MarketTrait.Age => (Age - 45) / 16.0,
            MarketTrait.Fee => (MonthlyFee - 5500) / 2600,
            MarketTrait.Tenure => (TenureMonths - 42) / 32.0,
            MarketTrait.DataUse => (DataUsedShare - 0.55) / 0.25,
            MarketTrait.DeviceAge => (DeviceAgeMonths - 22) / 13.0,
            MarketTrait.Lines => (Lines - 1.7) / 0.9,
            MarketTrait.Satisfaction => (Satisfaction - 6.3) / 2,
            MarketTrait.LateBills => (LateBills - 0.4) / 0.8,
            MarketTrait.ContractEnding => (ContractEnd - now).TotalDays is >= 0 and <= 60 ? 1 : -0.15,
            MarketTrait.Travel => (RoamingTrips - 0.9) / 1.2,
            MarketTrait.Video => (VideoShare - 0.45) / 0.2,
            MarketTrait.Points => (Points - 2500) / 2000.0,
            MarketTrait.Children => HasChildren ? 1.2 : -0.5,
            MarketTrait.Urban => Urban ? 0.8 : -0.8,
            _ => throw new ArgumentOutOfRangeException(nameof(trait), trait, "Not a trait."),
        },
        -3,
        3);
}
