using System.Security.Cryptography;
using NbaStudio.Configuration;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;
using UnknownAttributes = NbaStudio.Engine.Customers.UnknownAttributes;

namespace NbaStudio.Commands.Examples.CompleteJourney;

/// <summary>Asks the engine, in this process and in memory, whom the campaigns may reach on which day.</summary>
internal static class EligibilityGate
{
    private const int MostRefused = 20;
    private static readonly PlacementRequest[] Placements = [new(JourneyPolicy.Placement)];

    /// <summary>Every redemption by a decision of the engine; the whole year by its pipeline.</summary>
    /// <param name="hub">Asked about the redemptions in place of the engine; null asks the engine.</param>
    /// <exception cref="CommandException">The policy made from the data is not valid.</exception>
    public static async Task<GateReport> ReportAsync(JourneyData data, HubGate? hub, Action<long>? progress, CancellationToken stop)
    {
        await using var engine = await StartAsync(data, stop);
        List<string> refused = [];
        foreach (var redemption in data.Redemptions)
        {
            stop.ThrowIfCancellationRequested();
            if (!await (hub is null ? MayAsync(engine, redemption) : hub.MayAsync(redemption, stop)))
            {
                refused.Add($"{redemption.Household}, campaign {redemption.Campaign}, {redemption.Day:yyyy-MM-dd}");
            }
        }

        var year = await YearAsync(engine, data, progress, stop);
        return new GateReport(
            data.Redemptions.Count, data.Redemptions.Count - refused.Count, [.. refused.Take(MostRefused)], data.Households.Count, data.Campaigns.Count, DaysOfYear().Count,
            year.Open + year.OutsideDates + year.NotTargeted, year.Open, year.OutsideDates, year.NotTargeted);
    }

    /// <summary>An engine with the policy and the households of the data, on the first day of the year.</summary>
    public static async Task<NbaEngine> StartAsync(JourneyData data, CancellationToken stop)
    {
        var clock = new HubClock(new ClockSetting(new DateTimeOffset(JourneyData.Year, 1, 1, 0, 0, 0, TimeSpan.Zero), 1));
        var engine = new NbaEngine(new InMemoryHubStore(), new EngineOptions { Secret = RandomNumberGenerator.GetBytes(32) }, clock, RandomNumberGenerator.Fill);
        var publication = await engine.StartAsync(JourneyPolicy.Create(data), 1);
        if (!publication.Succeeded)
        {
            await engine.DisposeAsync();
            throw new CommandException($"The policy is not valid: {publication.Issues[0].Path}: {publication.Issues[0].Message}");
        }

        await Task.WhenAll(data.Households.Select(household => engine.UpsertCustomerAsync(household.Id, Patch(household), stop)));
        return engine;
    }

    /// <summary>Whether the action of the campaign passes the gate on the day of the redemption.</summary>
    public static async Task<bool> MayAsync(NbaEngine engine, JourneyRedemption redemption)
    {
        var request = new DecisionRequest(null, redemption.Household, JourneyPolicy.Channel, Placements, new Dictionary<string, Value>());
        var preview = await engine.PreviewAsync(request, redemption.Time);
        var treatment = preview.Policy.Treatments.Single(t => preview.Policy.Actions[t.Action].Id == JourneyPolicy.ActionOf(redemption.Campaign));
        return Passes(preview.Result.Fates[treatment.Index].Stage);
    }

    private static async Task<(long Open, long OutsideDates, long NotTargeted)> YearAsync(NbaEngine engine, JourneyData data, Action<long>? progress, CancellationToken stop)
    {
        var policy = engine.Policy!;
        var filler = new ServingPolicy(policy, UnknownAttributes.Reject).Filler;
        var days = DaysOfYear();
        var (open, outside, notTargeted, done) = (0L, 0L, 0L, 0L);
        var context = new DecisionContext(policy);
        var models = new ModelView(engine.Models, policy);
        var inputs = new DecisionInputs { Layout = policy.Layout, Values = new Value[policy.Layout.Count] };
        inputs.Slots.Add(new SlotRequest([policy.Channels[policy.ChannelIndexOf(JourneyPolicy.Channel)].Key], JourneyPolicy.Placement, 0));
        foreach (var household in data.Households)
        {
            stop.ThrowIfCancellationRequested();
            await engine.ReadCustomerAsync(household.Id, customer => Fill(filler, customer, inputs));
            foreach (var day in days)
            {
                inputs.Now = JourneyData.NoonOf(day).ToUnixTimeMilliseconds();
                foreach (var fate in DecisionPipeline.Run(context, inputs, models).Fates)
                {
                    if (Passes(fate.Stage))
                    {
                        open++;
                    }
                    else if (fate.Stage == PipelineStage.Eligibility)
                    {
                        notTargeted++;
                    }
                    else
                    {
                        outside++;
                    }
                }
            }

            progress?.Invoke(++done);
        }

        return (open, outside, notTargeted);
    }

    private static bool Fill(SlotFiller filler, CustomerState customer, DecisionInputs inputs)
    {
        var frame = new EvaluationFrame(inputs.Values.Length);
        filler.Fill(frame, customer, new SlotSources(null, null), 0);
        frame.Slots.CopyTo(inputs.Values, 0);
        return true;
    }

    /// <summary>Whether a candidate that came this far had passed the gate.</summary>
    public static bool Passes(PipelineStage stage) => stage > PipelineStage.Eligibility;

    private static List<DateOnly> DaysOfYear()
    {
        var first = new DateOnly(JourneyData.Year, 1, 1);
        return [.. Enumerable.Range(0, DateTime.IsLeapYear(JourneyData.Year) ? 366 : 365).Select(first.AddDays)];
    }

    private static CustomerPatch Patch(JourneyHousehold household) => new()
    {
        Attributes = household.Profile.Select(pair => (pair.Key, Value: Value.OfText(pair.Value)))
            .Append((Key: "campaigns", Value: Value.OfSet([.. household.Campaigns.Select(campaign => new TextValue(campaign))])))
            .ToDictionary(pair => pair.Key, pair => pair.Value),
    };
}
