namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>A coupon campaign; both days belong to it.</summary>
internal sealed record JourneyCampaign(string Id, string Type, DateOnly Start, DateOnly End)
{
    public bool Contains(DateOnly day) => day >= Start && day <= End;
}

/// <summary>A household: what is known of it and which campaigns were sent to it.</summary>
/// <param name="Profile">Attribute and value; empty for households without a profile.</param>
internal sealed record JourneyHousehold(string Id, IReadOnlyDictionary<string, string> Profile, IReadOnlyList<string> Campaigns);

/// <summary>A coupon that a household used.</summary>
internal sealed record JourneyRedemption(int Number, string Household, string Coupon, string Campaign, DateOnly Day)
{
    /// <summary>The log knows the day only: noon stands for it.</summary>
    public DateTimeOffset Time => JourneyData.NoonOf(Day);
}
