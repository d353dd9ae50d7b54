using System.Globalization;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

internal sealed class EnglishTexts : IExplanationTexts
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-US");

    public string ActionAlreadyChosen => "The same action was chosen on a better channel or place.";

    public string HiddenLeaf => "A rule about a sensitive attribute, which your role may not see, does not hold.";

    public string NothingWouldWin => "No single change within the limits would make it win.";

    public string NoRoomBeside => "A contact rule or budget has room for what was chosen, but not for this beside it.";

    public string DrawnEvenly => "The random check drew the first place evenly, and drew another.";

    public string ServiceFirst => "A service message takes the place.";

    public string ByChance(double priority, double winner) =>
        $"Priority {ExplanationNumbers.Whole(priority)}; exploration chose one of {ExplanationNumbers.Whole(winner)} by chance, to learn.";

    public string Headline(string action, string channel, double priority) =>
        $"“{action}” was chosen on {channel}: its priority of {ExplanationNumbers.Whole(priority)} is the best that is allowed.";

    public string HeadlineSilence(SilenceReason silence) => silence.Code switch
    {
        SilenceCode.NoCandidates => "Silence: nothing is active for what was asked.",
        SilenceCode.NoneAllowed => "Silence: every candidate fell out before it was scored.",
        SilenceCode.HoldOut => "Silence: the customer is in a control group, so that the effect can be measured.",
        SilenceCode.QuietHours => "Silence: quiet hours. It is decided again when they end.",
        SilenceCode.BelowMinimumPropensity => "Silence: an answer is too unlikely for every candidate that was scored.",
        _ => $"Silence: the best priority, {ExplanationNumbers.Whole(silence.BestPriority)}, is not above {ExplanationNumbers.Whole(silence.Threshold)}.",
    };

    public string Chosen(int scored, double? probability) => probability is { } p && p < 0.9995
        ? $"Chosen among {scored} scored, with probability {p.ToString("0.000", Culture)}."
        : scored == 1 ? "The only one that was scored." : $"Highest priority of the {scored} scored.";

    public string Outranked(double priority, double winner) => $"Priority {ExplanationNumbers.Whole(priority)}; {ExplanationNumbers.Whole(winner)} won.";

    public string GroupFull(string group, int maximum) => $"The group “{group}” may have {maximum} in one decision, and has.";

    public string BelowThreshold(double priority, double threshold) =>
        $"Priority {ExplanationNumbers.Whole(priority)} is not above the silence threshold of {ExplanationNumbers.Whole(threshold)}.";

    public string BelowMinimumPropensity(double propensity, double minimum) =>
        $"Propensity {ExplanationNumbers.Percent(propensity)} is below the minimum of {ExplanationNumbers.Percent(minimum)}.";

    public string Simple(DropReason reason, string channel) => reason switch
    {
        DropReason.OutsideSchedule => "Its objective is not active at this hour.",
        DropReason.ChannelPaused => $"{channel} is paused.",
        DropReason.ChannelUnreachable => $"The customer is not online on {channel} now.",
        DropReason.AddressMissing => $"There is no address for {channel}.",
        DropReason.AddressRefused => $"The address for {channel} was refused.",
        DropReason.SetAside => "Answered already in this conversation.",
        DropReason.HoldOutAll or DropReason.HoldOutObjective => "Kept from this customer, who is in a control group.",
        DropReason.NoPropensity => "The models could not score it.",
        DropReason.ValueMissing => "Its value cannot be worked out: an input is missing.",
        DropReason.ValueNotPositive => "Its value is not above 0.",
        DropReason.HeadsOutweigh => "The harm it may do outweighs what it may gain.",
        DropReason.LeverZero => "Its lever or context weight is 0: paused.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "The reason has a sentence of its own."),
    };

    public string Rests(DropReason reason, string? above) =>
        (reason == DropReason.Paused, above) switch { (true, null) => "Paused.", (true, _) => $"{above} is paused.", (false, null) => "Archived.", _ => $"{above} is archived." };

    public string Dates(DropReason reason, DateTimeOffset time, TimeZoneInfo zone, string? above) =>
        reason == DropReason.NotYetValid ? $"{above ?? "It"} starts on {Time(time, zone)}." : $"{above ?? "It"} ended on {Time(time, zone)}.";

    public string Above(HierarchyLevel level, string name) => level == HierarchyLevel.Objective ? $"The objective “{name}”" : $"The group “{name}”";

    public string Consent(DropReason reason, string channel, string purpose) => reason == DropReason.ConsentRefused
        ? $"The customer refused {purpose} on {channel}."
        : $"The customer has not agreed to {purpose} on {channel}.";

    public string Leaf(LeafExplanation leaf, string subject, string currency, bool share)
    {
        if (leaf.Truth == Ternary.Unknown)
        {
            return $"{subject} is missing.";
        }

        var needed = Value(leaf.Needed, currency, share);
        var actual = $"{subject} is {Value(leaf.Actual, currency, share)}";
        if (leaf.Negated)
        {
            return $"{actual}; that excludes it ({leaf.Text}).";
        }

        return leaf.Operator switch
        {
            ">=" => $"{actual}, needs {needed} or more.",
            ">" => $"{actual}, needs more than {needed}.",
            "<=" => $"{actual}, needs {needed} or less.",
            "<" => $"{actual}, needs less than {needed}.",
            "=" => $"{actual}, needs {needed}.",
            "!=" => $"{actual}, must not be {needed}.",
            "between" => $"{actual}, needs {needed} to {Value(leaf.NeededUpper, currency, share)}.",
            "in" => $"{actual}, needs one of {ExplanationNumbers.Members(leaf.Text)}.",
            _ => $"{actual}; it needs {leaf.Text}.",
        };
    }

    public string Aggregate(AggregateDefinition aggregate, string eventName)
    {
        var filter = aggregate.Where is { } where ? $" with {where}" : "";
        var of = $"“{eventName}”{filter} in {Duration(aggregate.Window)}";
        return aggregate.Function switch
        {
            AggregateFunction.Count => $"Number of {of}",
            AggregateFunction.Sum => $"Total {aggregate.Property} of {of}",
            AggregateFunction.Average => $"Mean {aggregate.Property} of {of}",
            AggregateFunction.Min => $"Lowest {aggregate.Property} of {of}",
            AggregateFunction.Max => $"Highest {aggregate.Property} of {of}",
            AggregateFunction.Last => $"Last {aggregate.Property} of {of}",
            AggregateFunction.Distinct => $"Number of different {aggregate.Property} of {of}",
            _ => $"Days since the last “{eventName}”{filter}",
        };
    }

    public string Named(string source, string name) => source == "event" ? $"“{name}” of the event" : $"“{name}” of the request";

    public string OutcomeCount(OutcomeCountSlot count, string? scope)
    {
        ContactKindNames.TryParse(count.Outcome, out var kind);
        var what = kind switch
        {
            ContactKind.Sent => "Messages sent",
            ContactKind.Delivered => "Messages delivered",
            ContactKind.Impression => "Times seen",
            ContactKind.Open => "Messages opened",
            ContactKind.Click => "Clicks",
            ContactKind.Accept => "Times accepted",
            ContactKind.Reject => "Times declined",
            ContactKind.Dismiss => "Times closed",
            ContactKind.NoResponse => "Times not answered",
            ContactKind.Bounce => "Messages returned",
            ContactKind.Unsubscribe => "Unsubscribes",
            ContactKind.Complaint => "Complaints",
            _ => "Conversions",
        };
        return $"{what}{(scope is null ? "" : $" from “{scope}”")} in {Duration(count.Window)}";
    }

    public string DaysSince(string date) => $"Days since “{date}”";

    public string Goal(string goal, string part) => part == "deadline" ? $"Deadline of “{goal}”" : $"Progress of “{goal}”";

    public string TimePart(string part) => part == "hour" ? "Hour of the day" : "Day of the week";

    public string Heads(HeadFactors heads, string currency) => string.Join("; ", heads.Select(h =>
        $"{(h.Kind switch { HeadKind.Conversion => "conversion", HeadKind.Harm => "harm", _ => "engagement" })} {ExplanationNumbers.Percent(h.Propensity)} × {ExplanationNumbers.Money(h.Value, currency)}"));

    public string RuleWithoutLeaf(string text) => $"The rule does not hold: {text}.";

    public string Cap(string rule, int count, int limit, TimeSpan window, DateTimeOffset? freeAt, TimeZoneInfo zone) =>
        $"{rule}: {count} of {limit} in {Duration(window)}." + (freeAt is { } time ? $" Free again on {Time(time, zone)}." : "");

    public string Rest(string rule, DateTimeOffset until, TimeZoneInfo zone) => $"{rule}: rests until {Time(until, zone)}.";

    public string Never(string rule) => $"{rule}: never again.";

    public string QuietHours(DateTimeOffset? until, TimeZoneInfo zone) => until is { } time ? $"Quiet hours until {Time(time, zone)}." : "Quiet hours.";

    public string Budget(string budget) => $"The budget “{budget}” is used up for now.";

    public string WinsByPropensity(double propensity) => $"P rises to {ExplanationNumbers.PercentUp(propensity)}";

    public string WinsByValue(double value, string currency) => $"the value rises to {ExplanationNumbers.Money(Math.Ceiling(value), currency)}";

    public string WinsByLever(double now, double needed) => $"the lever rises from {ExplanationNumbers.Factor(now)} to {ExplanationNumbers.Factor(Math.Ceiling(needed * 100) / 100)}";

    public string Or(string first, string second) => second.Length == 0 ? $"Wins if {first}." : $"Wins if {first}, or {second}.";

    private static string Time(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy, HH:mm", Culture);

    private static string Duration(TimeSpan duration) => duration.TotalDays >= 1 && duration.TotalDays % 1 == 0 ? $"{duration.TotalDays:0} days"
        : duration.TotalHours >= 1 && duration.TotalHours % 1 == 0 ? $"{duration.TotalHours:0} h"
        : $"{duration.TotalMinutes:0} min";

    private static string Value(in Value value, string currency, bool share) => value.Kind switch
    {
        ValueKind.Number when share => ExplanationNumbers.Share(value.Number),
        ValueKind.Missing => "missing",
        ValueKind.Money => ExplanationNumbers.Money(value.Number, currency),
        ValueKind.Number => value.Number.ToString("0.##", Culture),
        ValueKind.Boolean => value.IsTrue ? "yes" : "no",
        ValueKind.DateTime => value.AsDateTime.ToString("d MMM yyyy", Culture),
        _ => value.ToString(),
    };
}
