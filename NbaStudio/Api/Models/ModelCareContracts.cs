using NbaStudio.Engine.Propensity.Reports;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Models;

/// <summary>How a treatment's models stand.</summary>
/// <param name="Treatment">Id of the treatment.</param>
/// <param name="Changed">False when there was nothing to do.</param>
/// <param name="Responses">Responses that the models know.</param>
/// <param name="PausedSince">Absent while responses are learned.</param>
/// <param name="PassedOver">Responses that came since then and were not learned.</param>
/// <param name="History">What was done for them, oldest first; the last 50 entries.</param>
public sealed record ModelCareAnswer(string Treatment, bool Changed, long Responses, DateTimeOffset? PausedSince, long PassedOver, IReadOnlyList<ModelCareEntryAnswer> History)
{
    internal static ModelCareAnswer Of(string treatment, ModelCareReply reply) => new(
        treatment, reply.Changed, reply.Report.Responses, reply.Report.PausedSince is { } since ? DateTimeOffset.FromUnixTimeMilliseconds(since) : null, reply.Report.PassedOver,
        [.. reply.Report.Care.Select(c => new ModelCareEntryAnswer(DateTimeOffset.FromUnixTimeMilliseconds(c.Time), c.Kind, c.By, c.Responses))]);
}

/// <param name="Responses">Responses that the models knew then; for a reset, how many were forgotten.</param>
public sealed record ModelCareEntryAnswer(DateTimeOffset Time, ModelCareKind What, string By, long Responses);

/// <param name="Share">Share of decisions that are drawn evenly, in [0, 1].</param>
public sealed record RandomCheckAnswer(int Days, double Share, IReadOnlyList<RandomCheckChannelAnswer> Channels)
{
    internal static RandomCheckAnswer Of(RandomCheckView view) => new(view.Days, view.Share, [.. view.Channels.Select(c => new RandomCheckChannelAnswer(
        c.Id, Arm(c.Served), Arm(c.Even), c.Lift, c.Interval?.Low, c.Interval is { High: var high } && double.IsFinite(high) ? high : null, c.Verdict))]);

    private static RandomCheckArmAnswer Arm(ArmCount arm) => new(arm.Responses, arm.Accepted, arm.Rate, arm.ValueEach);
}

/// <summary>Both arms of a channel.</summary>
/// <param name="Channel">Id of the channel.</param>
/// <param name="Served">What the models chose, exploration included.</param>
/// <param name="Random">What was drawn evenly.</param>
/// <param name="Lift">How much more often what was served is accepted, relative: 0.2 = one fifth more often.</param>
/// <param name="LiftLow">Lower end of the 95 % interval.</param>
/// <param name="LiftHigh">Upper end; absent where the data set none.</param>
public sealed record RandomCheckChannelAnswer(
    string Channel, RandomCheckArmAnswer Served, RandomCheckArmAnswer Random, double? Lift, double? LiftLow, double? LiftHigh, RandomCheckVerdict Verdict);

/// <param name="Responses">Treatments delivered whose response window has ended, each once.</param>
/// <param name="Accepted">Those with a positive response.</param>
/// <param name="Rate">Accepted by responses.</param>
/// <param name="ValueEach">Money by response: V of the accepted ones when they were chosen.</param>
public sealed record RandomCheckArmAnswer(long Responses, long Accepted, double Rate, double ValueEach);
