using NbaStudio.Demo.Policy;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection.Patterns;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Serving.Schedules;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>What the page of events reads and does, over the demo policy and samples.</summary>
public sealed class FakeEvents : IEventTypeReader, IEventDeclarations, ITriggerReader, IScheduleReader, IPatternDesk, ITriggerEditor, IChangePublisher
{
    private static readonly Lazy<PolicySnapshot> Policy = new(() => PolicyCompiler.Compile(DemoPolicy.Create(), 48, ConsoleSamples.Noon).Snapshot!);
    private static readonly DateTimeOffset Noon = ConsoleSamples.Noon;

    public event Action? Changed
    {
        add { }
        remove { }
    }

    public bool Fails { get; set; }

    public bool IsEmpty { get; set; }

    /// <summary>Whether the next proposal or publication meets somebody else's work.</summary>
    public bool Conflicts { get; set; }

    public List<string> Calls { get; } = [];

    /// <summary>Set to hold a test until it is let go or cancelled.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public TriggerDocument? Proposed { get; private set; }

    EventTypeList IEventTypeReader.Read(string language)
    {
        ThrowIfAsked();
        return IsEmpty ? new EventTypeList([], 0, null) : new EventTypeList(
            [
                new("cart_added", ConsoleSamples.Text("Put in the cart", "カートに追加"), true, 412, 38, Noon.AddSeconds(-4),
                    [new("product", "text", true, ["text"], ["handset", "tablet"]), new("cart_value", "money", true, ["number", "text"], ["49800"])], false, [], ["Cart left for 45 minutes"]),
                new("wishlist_added", "wishlist_added", false, 7, 2, Noon.AddMinutes(-3), [new("item", null, false, ["text"], ["case-17"])], true, [], []),
                new("goal.reached", ConsoleSamples.Text("Goal reached", "目標達成"), false, 1, 0, Noon.AddHours(-3), [], false, ["gifts"], []),
            ], 5, Noon.AddDays(-1));
    }

    public Task<string?> DeclareAsync(string type, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add($"declare {type} {who.Name}");
        return Task.FromResult<string?>("change1");
    }

    /// <summary>Whether something of every type is still in memory.</summary>
    public bool IsSeen { get; set; } = true;

    public ItemWrite? ReadDeclaration(string type) => IsSeen ? new ItemWrite("event", type, ItemWriteKind.Add, [new FieldWrite("type", null, $"\"{type}\"")]) : null;

    TriggerOverview ITriggerReader.Read(string language)
    {
        ThrowIfAsked();
        var phrases = new PatternPhrases(Policy.Value, language);
        return IsEmpty ? new TriggerOverview(Noon, [], []) : new TriggerOverview(
            Noon.AddHours(-5),
            [.. Policy.Value.Triggers.Where(t => t.Pattern is not null).Take(3).Select((t, i) => new TriggerView(
                t.Name, t.Label.In(language), phrases.Of(t.Pattern!.Tree), t.Pattern.Text, ["App push"], i == 0 ? "5G handset" : null, TimeSpan.FromHours(2), TimeSpan.FromDays(3), TimeSpan.FromMinutes(i),
                i == 1 ? ["Cart left"] : [], i == 0 ? new TriggerCounts { Matched = 120, Expired = 4, Silent = 30, Decided = 86, Delivered = 80, Responded = 9 } : default))],
            [new GoalRuleView("gift", language == "ja" ? "5,000ポイントのギフト" : "A gift for 5,000 points", "customer.points / 5000", "customer.contract_end", [])]);
    }

    ScheduleOverview IScheduleReader.Read(string language)
    {
        ThrowIfAsked();
        return IsEmpty ? new ScheduleOverview([], []) : new ScheduleOverview(
            [new ScheduleView("contract-tuesday", language == "ja" ? "契約満了、火曜10時" : "Contract ends, Tuesday 10:00", "every tuesday at 10:00", "Contract ends soon", 120, TimeSpan.FromHours(2), [new("contract-tuesday", Noon.AddDays(3), ["Asia/Tokyo"])]) { Sentence = language == "ja" ? "毎週火曜日 10:00" : "every Tue at 10:00" }],
            [Run("r2", ScheduleRunStatus.Running, 0.4), Run("r1", ScheduleRunStatus.Completed, 1), .. Enumerable.Range(0, 6).Select(i => Run("m" + i, ScheduleRunStatus.Missed, 0))]);
    }

    public Task<WaitingTimers> ReadTimersAsync(TimerStep step, string language, CancellationToken cancellationToken = default)
    {
        ThrowIfAsked();
        var width = step switch { TimerStep.Minute => TimeSpan.FromMinutes(1), TimerStep.Hour => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) };
        return Task.FromResult(IsEmpty ? new WaitingTimers(0, 0, 0, [new TimerBucket(Noon, 0)], []) : new WaitingTimers(
            61, 1, 12, [.. Enumerable.Range(0, 48).Select(i => new TimerBucket(Noon + (i * width), i * 7 % 11))],
            [.. Enumerable.Range(0, 20).Select(i => new WaitingTimer(Noon.AddMinutes((i * 9) - 5), (TimerKind)(i % 8), $"kw-{i:000000}", i % 2 == 0 ? "handset-5g-push" : null)
            {
                Customer = ConsoleSamples.Text("Yui Kashiwagi", "柏木 結衣"), About = i % 2 == 0 ? "5G handset" : null,
            })]));
    }

    public Task<ScheduleRunView?> StopRunAsync(string id, Caller who, string language, CancellationToken cancellationToken = default)
    {
        Calls.Add($"stop {id} {who.Name}");
        return Task.FromResult<ScheduleRunView?>(Run(id, ScheduleRunStatus.Stopped, 0.4));
    }

    public IAsyncEnumerable<AudienceReach>? CountReach(string trigger, PolicyDocument? draft = null, CancellationToken cancellationToken = default) => null;

    public PatternVocabulary Vocabulary(string language) => new(
    [
        new("cart_added", "Put in the cart", [new("cart_value", ValueKind.Money, ["49800"]), new("product", ValueKind.Text, ["handset"]), new("gift", ValueKind.Boolean, [])]),
        new("purchase", "Purchase", [new("amount", ValueKind.Money, []), new("product", ValueKind.Text, [])]),
    ]);

    public PatternCheck Check(string text, string language) =>
        new(PatternLanguage.Compile(text, Policy.Value.Scope).Issues, PatternLanguage.Parse(text).Tree is { } tree ? new PatternPhrases(Policy.Value, language).Of(tree) : null);

    public async Task<PatternTest> TestAsync(string text, TimeSpan coolDown, int days, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        Calls.Add($"test {days} {coolDown} {text}");
        progress?.Report(0.25);
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(cancellationToken);
        }

        ThrowIfAsked();
        return IsEmpty
            ? new PatternTest(Noon.AddDays(-days), Noon, 0, 0, 0, true, 0, [], [new TimeBucket(Noon, 0)], TimeSpan.FromHours(3), 0, 0, false, null, [])
            : new PatternTest(
                Noon.AddDays(-days), Noon, 912, 190, 213, true, 28,
                [.. Enumerable.Range(0, 14).Select(i => new PatternTestMatch(i == 3 ? null : $"kw-{i:000000}", i == 3 ? null : ConsoleSamples.Text("Yui Kashiwagi", "柏木 結衣"), Noon.AddHours(-i - 1), Noon.AddHours(-i - 1), Noon.AddHours(-i), i % 5 == 4 ? [] : [("cart_value", "49800"), ("product", "handset")]))],
                [.. Enumerable.Range(0, 56).Select(i => new TimeBucket(Noon.AddHours(-168 + (3 * i)), i * 5 % 9))], TimeSpan.FromHours(3), 2, 1, true, Noon.AddDays(-days - 1), ["outcome.sent"]);
    }

    public TriggerForm? Open(string? name, string language)
    {
        var trigger = name is null ? new TriggerDocument() : Policy.Value.Document.Triggers.FirstOrDefault(t => t.Name == name && t.Schedule is null);
        return trigger is null ? null : new TriggerForm(trigger, 48, [("push", "App push"), ("email", "E-mail")], [("objective/retain", "Retain"), ("group/stay", "Stay"), ("action/handset-5g", "5G handset")], []);
    }

    public Task<TriggerForm?> OpenAsync(string? name, string change, string language, CancellationToken cancellationToken = default) => Task.FromResult(Open(name, language) is { } form ? form with { Change = change } : null);

    public Task<ItemsEditResult> PutAsync(TriggerForm form, TriggerDocument trigger, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add($"put {trigger.Name} into {form.Change}");
        Proposed = trigger;
        return Task.FromResult(Conflicts ? new ItemsEditResult(null, [], [new FieldClash("trigger", trigger.Name, "pattern", null)]) : new ItemsEditResult(form.Change, [], []));
    }

    public Task<ChangeProposal> ProposeAsync(TriggerDocument trigger, TriggerDocument? basis, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add($"propose {trigger.Name}");
        Proposed = trigger;
        return Task.FromResult(Conflicts ? new ChangeProposal(null, [new ChangeNote("triggers/" + trigger.Name, "The trigger was changed.", null)], IsConflict: true) : Proposal("trigger", trigger.Name));
    }

    public Task<ChangeProposal?> ReviewAsync(string change, CancellationToken cancellationToken = default) => Task.FromResult<ChangeProposal?>(Proposal("event", "wishlist_added"));

    public Task<ChangePublication> PublishAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Add($"publish {change} {seenHash} {who.Name}");
        return Task.FromResult(Conflicts ? new ChangePublication(null, [new ChangeNote("trigger/two", "It was changed since.", "a change made from revision 49")], IsConflict: true) : new ChangePublication(49, []));
    }

    private static ChangeProposal Proposal(string kind, string id) => new(
        new ChangeView("change1", $"Edit {kind} {id}", 48, "hash1", [new ChangeLine(kind, id, PolicyDifferenceKind.Changed, [("pattern", "\"a\"", "\"b\"")])]),
        [new ChangeNote($"triggers/{id}/channels", "No treatment of the scope is on these channels.", null)]);

    private static ScheduleRunView Run(string id, ScheduleRunStatus status, double progress) => new(
        new ScheduleRunInfo(id, 1, "contract-tuesday", Noon.AddHours(-2), ["Asia/Tokyo"], status, 1, Noon, null, 5000, 2000, 310, new Dictionary<SilenceCode, long> { [SilenceCode.BelowThreshold] = 44 }, new Dictionary<ScheduleSkip, long>()),
        "Contract ends, Tuesday 10:00", progress);

    private void ThrowIfAsked()
    {
        if (Fails)
        {
            throw new InvalidOperationException("The database is away.");
        }
    }
}
