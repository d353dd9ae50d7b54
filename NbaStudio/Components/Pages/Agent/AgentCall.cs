using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Components.Pages.Agent;

/// <summary>One conversation: what was typed, what was read from it, what is offered and what was answered. Belongs to one page.</summary>
public sealed class AgentCall(IAgentDesk desk, CustomerView customer, AgentSetUp setUp, string language, TimeProvider time)
{
    private readonly List<CallMoment> _history = [];
    private readonly List<string> _setAside = [];
    private readonly Dictionary<string, string> _picked = [];
    private string _channel = setUp.Channels.Count > 0 ? setUp.Channels[0].Id : "";
    private IReadOnlyDictionary<string, string> _context = new Dictionary<string, string>();
    private int _turn;
    private int _proposal;
    private AgentQuestion? _asked;

    public CustomerView Customer { get; } = customer;

    public AgentSetUp SetUp { get; } = setUp;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public string Note { get; private set; } = "";

    /// <summary>What was read from the note, by model.</summary>
    public IReadOnlyList<NoteReading> Readings { get; private set; } = [];

    /// <summary>Null before the first proposal and after the customer was erased.</summary>
    public AgentOffer? Offer { get; private set; }

    /// <summary>Nobody has the id any more.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The last answer was not recorded, because something else is best now.</summary>
    public bool WasOvertaken { get; private set; }

    /// <summary>What happened, the newest first.</summary>
    public IReadOnlyList<CallMoment> History => _history;

    /// <summary>Priority of what led at each proposal; silence counts its best.</summary>
    public IReadOnlyList<double> Priorities => [.. _history.AsEnumerable().Reverse().Select(m => m.Priority).OfType<double>()];

    public string Channel => _channel;

    /// <summary>What the agent says of a model's reading; null = as read.</summary>
    public string? PickOf(string model) => _picked.GetValueOrDefault(model);

    public Task StartAsync(Caller who) => ProposeAsync(CallMomentKind.Opened, null, who);

    public Task ChooseChannelAsync(string channel, Caller who)
    {
        _channel = channel;
        return ProposeAsync(CallMomentKind.Opened, null, who);
    }

    /// <summary>Asks again, where asking failed.</summary>
    public Task RetryAsync(Caller who) => ProposeAsync(null, null, who);

    /// <summary>Reads the note; decides again only where something else is read from it than before.</summary>
    public async Task TypeAsync(string note, Caller who)
    {
        Note = note;
        var turn = ++_turn;
        var readings = await desk.ReadNoteAsync(note, language);

        // Only what stands there now counts.
        if (turn == _turn)
        {
            Readings = readings;
            await FollowAsync(who);
        }
    }

    /// <summary>The agent knows better than the model.</summary>
    /// <param name="label">Null = as read.</param>
    public Task PickAsync(string model, string? label, Caller who)
    {
        _ = label is null ? _picked.Remove(model) : (_picked[model] = label) is not null;
        return FollowAsync(who);
    }

    /// <summary>Records what the customer said and decides again at once. Where it was overtaken nothing is recorded.</summary>
    public async Task AnswerAsync(AgentAnswer answer, Caller who)
    {
        if (Offer is not { Action: { } action } offer)
        {
            return;
        }

        // What was read from the note since then changes the next proposal, not what the customer answered.
        var receipt = await desk.AnswerAsync(_asked!, action, answer, who);
        WasOvertaken = !receipt.Recorded;
        if (receipt.Recorded)
        {
            _setAside.Add(action);
            _history.Insert(0, new CallMoment(time.GetUtcNow(), CallMomentKind.Answered, offer.Name, null, null, answer, receipt.DecisionId));
        }

        await ProposeAsync(null, null, who);
    }

    private AgentQuestion Question => new(Customer.CustomerId, _channel, _context, [.. _setAside]);

    private async Task FollowAsync(Caller who)
    {
        var context = ContextOf();
        var changed = SetUp.Notes.Where(n => context.GetValueOrDefault(n.Context) != _context.GetValueOrDefault(n.Context)).ToList();
        if (changed.Count == 0)
        {
            return;
        }

        _context = context;
        await ProposeAsync(CallMomentKind.Read, [.. changed.Select(n => (n.Name, n.Labels.FirstOrDefault(l => l.Id == context.GetValueOrDefault(n.Context)).Name))], who);
    }

    private Dictionary<string, string> ContextOf()
    {
        var context = new Dictionary<string, string>();
        foreach (var note in SetUp.Notes)
        {
            if ((PickOf(note.Model) ?? Readings.FirstOrDefault(r => r.Model == note.Model)?.Label) is { } label)
            {
                context[note.Context] = label;
            }
        }

        return context;
    }

    private async Task ProposeAsync(CallMomentKind? kind, IReadOnlyList<(string Name, string? Label)>? read, Caller who)
    {
        if (_channel.Length == 0)
        {
            return;
        }

        var proposal = ++_proposal;
        var question = Question;
        var offer = await desk.ProposeAsync(question, language, who);
        if (proposal != _proposal)
        {
            // Asked again meanwhile, knowing more.
            return;
        }

        (Offer, _asked) = (offer, question);
        IsGone = offer is null;
        var priority = offer?.Equation?.Priority ?? offer?.Silence?.BestPriority;
        if (kind is { } what)
        {
            _history.Insert(0, new CallMoment(time.GetUtcNow(), what, null, offer?.Name, priority) { Read = read ?? [] });
        }
        else if (_history.Count > 0 && offer is not null)
        {
            _history[0] = _history[0] with { Leads = offer.Name, Priority = priority };
        }
    }
}

public enum CallMomentKind : byte { Opened, Read, Answered }

/// <summary>Something that happened in a conversation, and what led after it.</summary>
/// <param name="Subject">Which action was answered; null for the rest.</param>
/// <param name="Leads">Name of the action that led then; null = silence.</param>
/// <param name="DecisionId">Record of an answer.</param>
public sealed record CallMoment(
    DateTimeOffset Time, CallMomentKind Kind, string? Subject, string? Leads, double? Priority, AgentAnswer? Answer = null, string? DecisionId = null)
{
    /// <summary>What was read anew from the note, and as what; null = not clear any more.</summary>
    public IReadOnlyList<(string Name, string? Label)> Read { get; init; } = [];
}
