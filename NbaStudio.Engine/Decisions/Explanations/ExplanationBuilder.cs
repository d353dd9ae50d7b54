using NbaStudio.Engine.Arbitration;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Policies.Snapshots;

namespace NbaStudio.Engine.Decisions.Explanations;

/// <summary>Puts a decision into words: why this, why not the others, and what would make them win. Reads the scratch of a decision that was just run (again).</summary>
public sealed class ExplanationBuilder
{
    private static readonly IExplanationTexts English = new EnglishTexts();
    private static readonly IExplanationTexts Japanese = new JapaneseTexts();

    private readonly DecisionContext _context;
    private readonly DecisionResult _result;
    private readonly string _language;
    private readonly IExplanationTexts _texts;
    private readonly HiddenAttributes _hidden;
    private readonly Needs _needs;
    private readonly ContactLog _log = new();

    private ExplanationBuilder(DecisionContext context, DecisionResult result, string language, HiddenAttributes hidden)
    {
        _hidden = hidden;
        _context = context;
        _result = result;
        _language = language;
        _needs = new Needs(context, result);
        _texts = Texts(language);
        _log.Restore(context.Inputs.Contacts, context.Inputs.ContactDays);
    }

    private PolicySnapshot Policy => _context.Policy;

    /// <summary>Explains the decision whose scratch the context still holds.</summary>
    /// <param name="context">As <see cref="DecisionPipeline.Run"/> left it.</param>
    /// <param name="result">What it returned.</param>
    /// <param name="language">en or ja; anything else is answered in English.</param>
    /// <param name="hidden">Attributes whose values no sentence may tell; null = none.</param>
    public static DecisionExplanation Build(DecisionContext context, DecisionResult result, string language, HiddenAttributes? hidden = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(language);
        return new ExplanationBuilder(context, result, language, hidden ?? HiddenAttributes.None).Build();
    }

    /// <summary>The sentence of a silence; en or ja.</summary>
    public static string SilenceSentence(SilenceReason silence, string language) =>
        Texts(language).HeadlineSilence(silence);

    /// <summary>Japanese for ja, English for everything else.</summary>
    internal static IExplanationTexts Texts(string language) => language.StartsWith("ja", StringComparison.OrdinalIgnoreCase) ? Japanese : English;

    private DecisionExplanation Build()
    {
        var factors = new Dictionary<int, CandidateResult>();
        foreach (var candidate in _result.Ranked)
        {
            factors[candidate.Treatment] = candidate;
        }

        var scored = 0;
        for (var t = 0; t < _context.Priority.Length; t++)
        {
            scored += double.IsNaN(_context.Priority[t]) ? 0 : 1;
        }

        var candidates = new List<CandidateExplanation>();
        for (var t = 0; t < _result.Fates.Count; t++)
        {
            if (_result.Fates[t].IsCandidate)
            {
                candidates.Add(Explain(t, _result.Fates[t], factors, scored));
            }
        }

        candidates.Sort(ByHowFar);
        return new DecisionExplanation(Headline(), candidates);
    }

    private string Headline()
    {
        var first = _result.Filled.FirstOrDefault(f => f >= 0, -1);
        if (first < 0)
        {
            return _texts.HeadlineSilence(_result.Silence!);
        }

        var treatment = Policy.Treatments[_result.Ranked[first].Treatment];
        return _texts.Headline(Policy.Actions[treatment.Action].Label.In(_language), Policy.Channels[treatment.Channel].Label.In(_language), _result.Ranked[first].Priority);
    }

    private CandidateExplanation Explain(int t, CandidateFate fate, Dictionary<int, CandidateResult> factors, int scored)
    {
        var treatment = Policy.Treatments[t];
        var action = Policy.Actions[treatment.Action];
        var channel = Policy.Channels[treatment.Channel];
        var (sentence, freeAt) = Sentence(t, fate, scored);
        CandidateResult? result = factors.TryGetValue(t, out var found) ? found : null;
        var needed = _needs.Of(t, fate);
        var (rule, ruleText) = FailedRule(treatment, fate);
        var imported = action.PropensityScore is { } score && result is not null ? InputNames.Of(Policy, score, _language) : null;
        return new CandidateExplanation(
            treatment.Key, Policy.Objectives[treatment.Objective].Id, action.Id, action.Label.In(_language), channel.Id, channel.Label.In(_language), fate.Stage, fate.Reason,
            sentence, WouldWin(t, needed), result, needed.Lever, needed.Value, needed.Propensity, freeAt, rule, ruleText,
            result is { Heads.Count: > 0 } several ? _texts.Heads(several.Heads, Policy.Currency) : null)
        {
            ImportedModel = result?.Source == PropensitySource.Imported ? imported : null,
            ImportedModelHeldBack = imported is not null && IsHeldBack(action, result!.Value) ? imported : null,
        };
    }

    // It had an answer, and another one was used: only the gate does that.
    private bool IsHeldBack(ActionSnapshot action, in CandidateResult result) =>
        result.Source is not (PropensitySource.Imported or PropensitySource.Override) && !double.IsNaN(result.Propensity)
        && _context.Frame.Slots[Policy.Layout.IndexOf(action.PropensityScore!)].Predictor is >= 0 and <= 1;

    private (string Sentence, DateTimeOffset? FreeAt) Sentence(int t, CandidateFate fate, int scored)
    {
        var treatment = Policy.Treatments[t];
        var action = Policy.Actions[treatment.Action];
        var channel = Policy.Channels[treatment.Channel].Label.In(_language);
        var zone = _context.Frame.Zone;
        switch (fate.Reason)
        {
            case DropReason.None:
                var probability = double.IsNaN(_context.Probability[t]) ? (double?)null : _context.Probability[t];
                return (_texts.Chosen(scored, probability), null);
            case DropReason.Paused or DropReason.Archived:
                return (_texts.Rests(fate.Reason, Above(treatment, treatment.Activity.KindOf)), null);
            case DropReason.NotYetValid:
                return (_texts.Dates(fate.Reason, Time(treatment.Activity.From), zone, Above(treatment, treatment.Activity.FromOf)), Time(treatment.Activity.From));
            case DropReason.NoLongerValid:
                return (_texts.Dates(fate.Reason, Time(treatment.Activity.To), zone, Above(treatment, treatment.Activity.ToOf)), null);
            case DropReason.ConsentRefused or DropReason.ConsentUnknown:
                return (_texts.Consent(fate.Reason, channel, action.Purpose ?? Policy.Channels[treatment.Channel].PurposeDefault), null);
            case DropReason.ObjectiveRule or DropReason.GroupRule or DropReason.ActionRule or DropReason.TreatmentRule:
                return (RuleSentence(treatment, fate), null);
            case DropReason.Cap or DropReason.Rest or DropReason.Never or DropReason.QuietHours or DropReason.ChannelQuietHours or DropReason.Budget:
                return ContactSentence(t, fate);
            case DropReason.BelowMinimumPropensity:
                return (_texts.BelowMinimumPropensity(_context.Scores.Propensity[t], Policy.Arbitration.MinimumPropensity), null);
            case DropReason.BelowThreshold:
                return (_texts.BelowThreshold(_needs.PriorityOf(t), _context.SilenceThreshold), null);
            case DropReason.Outranked:
                return (OutrankedSentence(t), null);
            case DropReason.NoRoomBeside:
                return (_texts.NoRoomBeside, null);
            case DropReason.ActionAlreadyChosen:
                return (_texts.ActionAlreadyChosen, null);
            case DropReason.GroupFull:
                var group = Policy.Groups[treatment.Group];
                return (_texts.GroupFull(group.Label.In(_language), group.MaximumPerDecision), null);
            default:
                return (_texts.Simple(fate.Reason, channel), null);
        }
    }

    private string? Above(TreatmentSnapshot treatment, HierarchyLevel level) => level switch
    {
        HierarchyLevel.Objective => _texts.Above(level, Policy.Objectives[treatment.Objective].Label.In(_language)),
        HierarchyLevel.Group => _texts.Above(level, Policy.Groups[treatment.Group].Label.In(_language)),
        _ => null,
    };

    private string RuleSentence(TreatmentSnapshot treatment, CandidateFate fate)
    {
        var rule = RuleOf(treatment, fate);
        if (rule is null)
        {
            return _texts.RuleWithoutLeaf("");
        }

        var leaves = rule.Explain(_context.Frame);
        if (leaves.Any(IsHidden))
        {
            return _texts.HiddenLeaf;
        }

        var leaf = leaves.FirstOrDefault();
        return leaf is null ? _texts.RuleWithoutLeaf(rule.Text) : _texts.Leaf(leaf, InputNames.Of(Policy, leaf.Subject, _language), Policy.Currency, InputNames.IsShare(Policy, leaf.Subject));
    }

    /// <summary>The rule that let the candidate fall out: the named condition where that is what failed, else the whole rule.</summary>
    private (string? Name, string? Text) FailedRule(TreatmentSnapshot treatment, CandidateFate fate)
    {
        if (fate.Reason is not (DropReason.ObjectiveRule or DropReason.GroupRule or DropReason.ActionRule or DropReason.TreatmentRule) || RuleOf(treatment, fate) is not { } rule)
        {
            return (null, null);
        }

        if (_hidden.ReadsThrough(Policy, rule.Text))
        {
            return (null, null);
        }

        var leaf = rule.Explain(_context.Frame).FirstOrDefault();
        return leaf is { Condition: { } name } ? (name, leaf.ConditionText) : (null, rule.Text);
    }

    // That a rule with the value in it failed would tell the value.
    private bool IsHidden(LeafExplanation leaf) => (_hidden.Reads(leaf.Subject) || _hidden.Reads(leaf.Text));

    private CompiledExpression? RuleOf(TreatmentSnapshot treatment, CandidateFate fate)
    {
        var rules = fate.Reason switch
        {
            DropReason.ObjectiveRule => Policy.Objectives[treatment.Objective].Rules,
            DropReason.GroupRule => Policy.Groups[treatment.Group].Rules,
            DropReason.ActionRule => Policy.Actions[treatment.Action].Rules,
            _ => null,
        };
        return rules is null ? treatment.Eligibility : fate.Stage switch
        {
            PipelineStage.Eligibility => rules.Eligibility,
            PipelineStage.Applicability => rules.Applicability,
            _ => rules.Suitability,
        };
    }

    private (string Sentence, DateTimeOffset? FreeAt) ContactSentence(int t, CandidateFate fate)
    {
        var inputs = _context.Inputs;
        var zone = _context.Frame.Zone;
        if (fate.Reason == DropReason.Budget)
        {
            return (_texts.Budget(Policy.Budgets[fate.Detail].Label.In(_language)), null);
        }

        if (fate.Reason == DropReason.ChannelQuietHours)
        {
            return Quiet(Policy.Channels[Policy.Treatments[t].Channel].QuietHours!, zone);
        }

        var rule = Policy.ContactRules[fate.Detail];
        var label = rule.Label.In(_language);
        var bucket = rule.BucketOfTreatment(t);
        switch (fate.Reason)
        {
            case DropReason.QuietHours:
                return Quiet(rule.Hours!, zone);
            case DropReason.Never:
                return (_texts.Never(label), null);
            case DropReason.Rest:
                var until = Time(_context.Memo.Last(inputs, rule, bucket) + rule.RestMilliseconds);
                return (_texts.Rest(label, until, zone), until);
            default:
                var count = _context.Memo.Count(inputs, rule, bucket);
                var free = FreeAt(rule, bucket);
                return (_texts.Cap(label, count, rule.Limit, TimeSpan.FromMilliseconds(rule.WindowMilliseconds), free, zone), free);
        }
    }

    private (string Sentence, DateTimeOffset? FreeAt) Quiet(WeeklyHours hours, TimeZoneInfo zone)
    {
        var end = hours.EndMilliseconds(_context.Inputs.Now, zone);
        DateTimeOffset? until = end == long.MaxValue ? null : Time(end);
        return (_texts.QuietHours(until, zone), until);
    }

    /// <summary>When enough contacts of the bucket have left the window.</summary>
    private DateTimeOffset? FreeAt(ContactRuleSnapshot rule, int bucket)
    {
        var counted = new HashSet<int>();
        foreach (var entry in _context.Inputs.Contacts)
        {
            if (rule.BucketOfEntry(Policy.TreatmentIndexOfKey(entry.Treatment), Policy.ChannelIndexOfKey(entry.Channel)) == bucket)
            {
                counted.Add(entry.Treatment);
            }
        }

        foreach (var day in _context.Inputs.ContactDays)
        {
            if (rule.BucketOfEntry(Policy.TreatmentIndexOfKey(day.Treatment), Policy.ChannelIndexOfKey(day.Channel)) == bucket)
            {
                counted.Add(day.Treatment);
            }
        }

        var query = new ContactQuery(rule.Counted.ToSet(), new Customers.TreatmentSet(counted), ContactQuery.AnyChannel, rule.WindowMilliseconds);
        return _log.FreeAt(query, rule.Limit, _context.Inputs.Now) is { } time && time < long.MaxValue / 2 ? Time(time) : null;
    }

    private string OutrankedSentence(int t)
    {
        if (_context.Inputs.Arm.RandomCheck)
        {
            return _texts.DrawnEvenly;
        }

        var priority = _needs.PriorityOf(t);
        return _needs.WinnerOf(t) switch
        {
            null => _texts.ServiceFirst,
            { } winner when priority > winner => _texts.ByChance(priority, winner),
            { } winner => _texts.Outranked(priority, winner),
        };
    }

    private string? WouldWin(int t, Needs.Change change)
    {
        if (!change.IsAsked)
        {
            return null;
        }

        string[] ways =
        [
            .. change.Propensity is { } p ? [_texts.WinsByPropensity(p)] : Array.Empty<string>(),
            .. change.Value is { } v ? [_texts.WinsByValue(v, Policy.Currency)] : Array.Empty<string>(),
            .. change.Lever is { } l ? [_texts.WinsByLever(_context.Lever[t], l)] : Array.Empty<string>(),
        ];
        return ways.Length == 0 ? _texts.NothingWouldWin : _texts.Or(ways[0], ways.Length > 1 ? ways[1] : "");
    }

    private static int ByHowFar(CandidateExplanation a, CandidateExplanation b)
    {
        var stage = b.Stage.CompareTo(a.Stage);
        var scored = (a.Factors?.Priority ?? double.NegativeInfinity).CompareTo(b.Factors?.Priority ?? double.NegativeInfinity);
        return stage != 0 ? stage : scored != 0 ? -scored : a.TreatmentKey.CompareTo(b.TreatmentKey);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
