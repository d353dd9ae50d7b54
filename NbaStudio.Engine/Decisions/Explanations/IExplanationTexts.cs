using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>The sentences of an explanation in one language. Numbers, money and dates are written as people of the language write them.</summary>
internal interface IExplanationTexts
{
    string Headline(string action, string channel, double priority);

    string HeadlineSilence(SilenceReason silence);

    string Chosen(int scored, double? probability);

    string Outranked(double priority, double winner);

    string ActionAlreadyChosen { get; }

    string GroupFull(string group, int maximum);

    string BelowThreshold(double priority, double threshold);

    string BelowMinimumPropensity(double propensity, double minimum);

    string Simple(DropReason reason, string channel);

    /// <summary>It is paused or archived.</summary>
    /// <param name="above">What above it says so; null = it says so itself.</param>
    string Rests(DropReason reason, string? above);

    /// <param name="above">What above it has the date; null = it has it itself.</param>
    string Dates(DropReason reason, DateTimeOffset time, TimeZoneInfo zone, string? above);

    /// <summary>Names an objective or a group.</summary>
    string Above(HierarchyLevel level, string name);

    string Consent(DropReason reason, string channel, string purpose);

    /// <summary>A condition that did not hold: the leaf that decided, with the actual value.</summary>
    /// <param name="share">Whether the numbers are shares, which people read as percent.</param>
    string Leaf(LeafExplanation leaf, string subject, string currency, bool share);

    /// <summary>A condition that did not hold, on a value that the reader may not see.</summary>
    string HiddenLeaf { get; }

    /// <summary>Name of a number over events.</summary>
    /// <param name="eventName">What people call the event.</param>
    string Aggregate(AggregateDefinition aggregate, string eventName);

    /// <summary>Name of a value of the request ("context") or of the event ("event").</summary>
    string Named(string source, string name);

    /// <summary>Name of a count over the contact log.</summary>
    /// <param name="scope">Name of what was sent; null = anything.</param>
    string OutcomeCount(OutcomeCountSlot count, string? scope);

    /// <summary>Name of the days since a date.</summary>
    string DaysSince(string date);

    /// <summary>Name of a goal's progress or deadline.</summary>
    string Goal(string goal, string part);

    /// <summary>Name of time.hour or time.weekday.</summary>
    string TimePart(string part);

    string RuleWithoutLeaf(string text);

    /// <summary>The chance and money of each head.</summary>
    string Heads(HeadFactors heads, string currency);

    string Cap(string rule, int count, int limit, TimeSpan window, DateTimeOffset? freeAt, TimeZoneInfo zone);

    string Rest(string rule, DateTimeOffset until, TimeZoneInfo zone);

    string Never(string rule);

    string QuietHours(DateTimeOffset? until, TimeZoneInfo zone);

    string Budget(string budget);

    string WinsByPropensity(double propensity);

    string WinsByValue(double value, string currency);

    string WinsByLever(double now, double needed);

    string Or(string first, string second);

    string NothingWouldWin { get; }

    /// <summary>A cap or budget has room for the chosen only.</summary>
    string NoRoomBeside { get; }

    /// <summary>The random check drew the slot.</summary>
    string DrawnEvenly { get; }

    /// <summary>Service messages hold every place that it fits.</summary>
    string ServiceFirst { get; }

    /// <summary>Exploration took another one, of lower priority.</summary>
    string ByChance(double priority, double winner);
}
