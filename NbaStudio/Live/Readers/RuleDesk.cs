using System.Text;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving.Rules;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>Rules over a policy, published or not, and the live base. Thread safe.</summary>
internal sealed class RuleDesk(NbaEngine engine, KnownValues known) : IRuleDesk
{
    // Each count reads every customer: more at a time would only slow all of them.
    private static readonly SemaphoreSlim Turns = new(2, 2);

    public IReadOnlyList<RulePlace> Places(PolicySnapshot policy, string language) => new RulePlaces(policy, language).All();

    public IReadOnlyList<NamedRule> ReadNamed(PolicySnapshot policy, string language) => new RulePlaces(policy, language).Named();

    public RuleVocabulary Vocabulary(PolicySnapshot policy, string language)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var (document, words) = (policy.Document, new Words(language));
        // What customers have in a sensitive attribute is not for everybody who writes rules.
        var sensitive = document.Attributes.Where(a => a.Sensitive).Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        return new RuleVocabulary(
            [
                .. policy.Scope.Attributes.Select(a => Name("customer", a.Key, "customer", a.Value, a.Value is ValueKind.Text or ValueKind.TextSet && !sensitive.Contains(a.Key) ? known.Of(a.Key) : [])),
                .. policy.Scope.Aggregates.Select(a => Name("aggregate", a.Key, "aggregate", ValueKind.Number, [])),
                .. document.Goals.SelectMany(g => new[] { Name("goal", g.Name + ".progress", "goal", ValueKind.Number, []), Name("goal", g.Name + ".deadline", "goal", ValueKind.DateTime, []) }),
                .. document.Scores.Select(s => Name("score", s.Name, "score", ValueKind.Number, [])),
                Name("time", "hour", "time", ValueKind.Number, []), Name("time", "weekday", "time", ValueKind.Number, ["1", "2", "3", "4", "5", "6", "7"]),
                .. document.Conditions.Select(c => new RuleName($"condition {Quoted(c.Name)}", c.Name, "condition", ValueKind.Boolean, [])),
            ],
            [.. policy.EventTypes.Select(t => (t.Type.Original, EventNames.Of(policy, t.Type.Original, words)))],
            [.. document.Conditions.Select(c => (c.Name, c.When))])
        {
            OfDecisions = [.. policy.Layout.Slots.Where(s => s is ContextSlot or TriggerSlot).Select(s => new RuleName(s.Name, InputNames.Of(policy, s.Name, language), s is ContextSlot ? "context" : "trigger", ValueKind.Any, []))],
            Items =
            [
                .. policy.Objectives.Select(o => new RuleItem("objective", o.Id, o.Label.In(language))), .. policy.Groups.Select(g => new RuleItem("group", g.Id, g.Label.In(language))),
                .. policy.Actions.Select(a => new RuleItem("action", a.Id, a.Label.In(language))), .. policy.Treatments.Select(t => new RuleItem("treatment", t.Id, t.Id)),
                .. policy.Channels.Select(c => new RuleItem("channel", c.Id, c.Label.In(language))),
            ],
        };

        RuleName Name(string root, string name, string group, ValueKind kind, IReadOnlyList<string> values)
        {
            var subject = $"{root}.{name}";
            return new RuleName(subject, InputNames.Of(policy, subject, language) is var label && label != subject ? label : LabelOf(policy, subject, language), group, kind, values);
        }
    }

    public RuleCheck Check(PolicySnapshot policy, string text, string? condition = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
        {
            return RuleCheck.Empty;
        }

        IReadOnlyList<ConditionIssue> issues = condition is null ? Issues("") : [.. Issues("true").Concat(Issues(text).Where(i => i.Code == "condition.cycle")).OrderBy(i => i.Line).ThenBy(i => i.Column)];
        return new RuleCheck(issues, Encoding.UTF8.GetByteCount(text));

        // While the condition stands for something harmless every other mistake is said once; while it stands for its new text a circle shows.
        IReadOnlyList<ConditionIssue> Issues(string meaning)
        {
            var scope = policy.Scope with { AllowEvent = false };
            if (condition is not null)
            {
                scope = scope with { Conditions = new Dictionary<string, string>(scope.Conditions, StringComparer.Ordinal) { [condition] = meaning } };
            }

            return ConditionLanguage.Compile(text, scope, ExpectedType.Condition, new SlotLayoutBuilder()).Issues;
        }
    }

    public async IAsyncEnumerable<RuleReach> CountAsync(
        PolicySnapshot policy, IReadOnlyList<RuleQuestionLine> lines, string? before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        // Who they are would tell the value; how many they are does not.
        var hidden = engine.HiddenFrom(true, policy);
        var namesNobody = lines.Any(line => hidden.ReadsThrough(policy, line.Text));
        await Turns.WaitAsync(cancellationToken);
        try
        {
            var question = new RuleQuestion(policy.Document, lines, before);
            // Compiling a large policy takes a while: not on the page's thread.
            await foreach (var reach in await Task.Run(() => engine.CountRuleAsync(question, cancellationToken), cancellationToken))
            {
                yield return namesNobody ? reach with { Passing = [], Failing = [] } : reach;
            }
        }
        finally
        {
            Turns.Release();
        }
    }

    public Task<RuleTrialView?> TryAsync(
        PolicySnapshot policy, IReadOnlyList<RuleQuestionLine> lines, string customerId, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(policy);
        var hidden = engine.HiddenFrom(!who.Has(Scopes.Sensitive), policy);
        return Task.Run(
            () =>
            {
                if (engine.TryRule(new RuleQuestion(policy.Document, lines, null), customerId) is not { } trial
                    || engine.Store.FindAlias(customerId) is not { } key || engine.Store.LoadCustomer(key) is not { } stored)
                {
                    return null;
                }

                var state = CustomerStateCodec.Read(stored.State);
                RuleLineView[] views = [.. trial.Lines.Select((line, i) => hidden.ReadsThrough(policy, lines[i].Text) ? new RuleLineView(Ternary.Unknown, null, false, IsMasked: true) : View(policy, line))];
                return new RuleTrialView(state.PrimaryId, CustomerText.Name(state), trial.Passes && !views.Any(v => v.IsMasked), views);
            },
            cancellationToken);
    }

    private static RuleLineView View(PolicySnapshot policy, RuleLineTrial line) =>
        line.Leaves is [var only] && only.Operator is not ("is present" or "is missing") && only.Actual.Kind != ValueKind.Boolean
            ? new RuleLineView(line.Truth, only.Actual, InputNames.IsShare(policy, only.Subject))
            : new RuleLineView(line.Truth, null, false);

    // The layout of a revision has only what its rules read; the rest of the declared names have labels all the same.
    private static string LabelOf(PolicySnapshot policy, string subject, string language)
    {
        var (root, name) = (subject[..subject.IndexOf('.', StringComparison.Ordinal)], subject[(subject.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        var document = policy.Document;
        var label = root switch
        {
            "customer" => document.Attributes.FirstOrDefault(a => a.Name == name)?.Label,
            "aggregate" => document.Aggregates.FirstOrDefault(a => a.Name == name)?.Label,
            "score" => document.Scores.FirstOrDefault(s => s.Name == name)?.Label,
            _ => null,
        };
        return new LabelSnapshot(name.Replace('_', ' '), policy.DefaultLanguage, label).In(language);
    }

    private static string Quoted(string text) => ConditionLanguage.Print(new Engine.Conditions.Syntax.LiteralNode(Value.OfText(text)));
}
