namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>What the eligibility gate lets through.</summary>
/// <param name="Redemptions">Coupons used in the year.</param>
/// <param name="Passed">Of these, how many the gate allows on their day.</param>
/// <param name="Refused">Those it would have refused, at most 20.</param>
/// <param name="Triples">Households x campaigns x days of the year.</param>
/// <param name="Open">Triples that the gate lets through.</param>
/// <param name="OutsideDates">Triples blocked because the campaign does not run that day.</param>
/// <param name="NotTargeted">Triples blocked because a running campaign was not sent to the household.</param>
internal sealed record GateReport(
    int Redemptions, int Passed, IReadOnlyList<string> Refused, int Households, int Campaigns, int Days, long Triples, long Open, long OutsideDates, long NotTargeted)
{
    public long Blocked => OutsideDates + NotTargeted;
}
