using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>One conversation at a time with a customer: what to say next, and what they answered. Thread safe.</summary>
public interface IAgentDesk
{
    /// <summary>What the policy in force gives the desk to work with.</summary>
    Task<AgentSetUp> ReadAsync(string language, CancellationToken cancellationToken = default);

    /// <summary>A handful of customers: those whose id, alias or name contains the text, else those who were active last. Never more, so that the desk is no list of everybody.</summary>
    [Needs(Scopes.Customer)]
    Task<IReadOnlyList<AgentCaller>> FindAsync(string? text, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>The customer of a conversation, or null.</summary>
    [Needs(Scopes.Customer)]
    Task<CustomerView?> OpenAsync(string customerId, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>What the text models make of a note, one reading a model. The note is not stored.</summary>
    Task<IReadOnlyList<NoteReading>> ReadNoteAsync(string note, string language, CancellationToken cancellationToken = default);

    /// <summary>What is best now. Nothing is recorded before the customer has answered. Null when nobody has the id.</summary>
    [Needs(Scopes.Decide)]
    Task<AgentOffer?> ProposeAsync(AgentQuestion question, string language, Caller who, CancellationToken cancellationToken = default);

    /// <summary>Records the decision and what the customer answered.</summary>
    /// <param name="action">The action that was offered.</param>
    [Needs(Scopes.Outcome)]
    Task<AgentReceipt> AnswerAsync(AgentQuestion question, string action, AgentAnswer answer, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>What the customer said to an offer. Later is no refusal: the offer counts as heard, and its answer stays open.</summary>
public enum AgentAnswer : byte { Accept, Later, Decline }

/// <param name="Channels">Channels of kind agent; empty = the desk has nothing to decide on.</param>
/// <param name="Notes">What can be read from a note.</param>
public sealed record AgentSetUp(IReadOnlyList<LiveChannel> Channels, IReadOnlyList<NoteModel> Notes);

/// <summary>Something that a text model reads from a note.</summary>
/// <param name="Model">Name of the text model.</param>
/// <param name="Name">What it reads, such as mood.</param>
/// <param name="Context">Name of the request's context value that it becomes.</param>
/// <param name="Labels">What it can say.</param>
public sealed record NoteModel(string Model, string Name, string Context, IReadOnlyList<(string Id, string Name)> Labels);

/// <summary>What one model makes of a note.</summary>
/// <param name="Label">Id of its label; null where it is not sure or knows nothing of it.</param>
/// <param name="Likeliest">Name of the likeliest label; null when nothing in the note is known.</param>
/// <param name="Confidence">In [0, 1].</param>
/// <param name="Threshold">Least confidence that counts, in [0, 1].</param>
/// <param name="Words">Words of the note that spoke for it, strongest first.</param>
public sealed record NoteReading(string Model, string? Label, string? Likeliest, double Confidence, double Threshold, IReadOnlyList<string> Words);

/// <summary>Somebody who may be calling.</summary>
/// <param name="LastMoment">What last happened, as a label; null = nothing yet.</param>
public sealed record AgentCaller(string CustomerId, LocalizedText Name, string? LastMoment, DateTimeOffset? LastSeen);

/// <summary>What is to be decided at the desk.</summary>
/// <param name="Channel">Id of a channel of kind agent.</param>
/// <param name="Context">What was read from the note, read by rules as context.&lt;name&gt;.</param>
/// <param name="SetAside">Actions that were answered in this conversation: they are not offered again.</param>
public sealed record AgentQuestion(string CustomerId, string Channel, IReadOnlyDictionary<string, string> Context, IReadOnlyList<string> SetAside);

/// <summary>The next best action, or silence.</summary>
public sealed record AgentOffer
{
    /// <summary>Id of the action; null = nothing to offer.</summary>
    public string? Action { get; init; }

    /// <summary>Name of the action.</summary>
    public string? Name { get; init; }

    public LiveObjective? Objective { get; init; }

    /// <summary>Language of <see cref="Subject"/> and <see cref="Points"/>: the customer's.</summary>
    public string? Language { get; init; }

    public string? Subject { get; init; }

    /// <summary>What to say, a sentence or line each.</summary>
    public IReadOnlyList<string> Points { get; init; } = [];

    public Equation? Equation { get; init; }

    /// <summary>Why this, or why nothing, in the reader's language.</summary>
    public required string Why { get; init; }

    public LiveSilence? Silence { get; init; }

    /// <summary>What else could be said, best first.</summary>
    public IReadOnlyList<CandidateView> Others { get; init; } = [];

    /// <summary>What is better not mentioned, with the reason; null where nothing comes near.</summary>
    public CandidateView? NotNow { get; init; }

    public required DateTimeOffset Time { get; init; }
}

/// <param name="Recorded">False = something happened meanwhile and another action is best now; nothing was recorded.</param>
/// <param name="DecisionId">The record; null where nothing was recorded.</param>
public sealed record AgentReceipt(bool Recorded, string? DecisionId);
