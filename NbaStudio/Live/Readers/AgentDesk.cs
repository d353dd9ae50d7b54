using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection.Text;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Runtime;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Localization;
using NbaStudio.Security;

namespace NbaStudio.Live.Readers;

/// <summary>The agent desk over the engine: previews while the conversation goes on, a recorded decision with its answer when the customer answers.</summary>
internal sealed class AgentDesk(NbaEngine engine, CustomerIndex index, ICustomerReader customers, AuditLog audit) : IAgentDesk
{
    private const int MostCallers = 8;
    private const int LongestNote = 1000;
    private const int MostWords = 4;
    private const int MostOthers = 3;

    public Task<AgentSetUp> ReadAsync(string language, CancellationToken cancellationToken = default)
    {
        var policy = engine.Policy!;
        return Task.FromResult(new AgentSetUp(
            [.. policy.Channels.Where(c => c.Kind == ChannelKind.Agent).Select(c => PolicyViews.Channel(policy, c.Index))],
            [.. engine.TextModels.Select(m => m.Definition).Select(m => new NoteModel(m.Name, m.Label.In(language), m.Output, [.. m.Labels.Select(l => (l.Id.Original, l.Label.In(language)))]))]));
    }

    public Task<IReadOnlyList<AgentCaller>> FindAsync(string? text, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        var policy = engine.Policy!;
        return Task.FromResult<IReadOnlyList<AgentCaller>>([.. index.Find(text).Take(MostCallers).Select(c => new AgentCaller(
            c.CustomerId, c.Name, c.LastMoment is { } moment ? MomentText.Of(policy, moment, language) : null, c.LastSeen))]);
    }

    public Task<CustomerView?> OpenAsync(string customerId, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        return customers.GetAsync(customerId, language, who, cancellationToken);
    }

    public Task<IReadOnlyList<NoteReading>> ReadNoteAsync(string note, string language, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(note);
        // What was typed last counts: somebody who talks for long ends elsewhere than they began.
        var text = new TextValue(note.Length > LongestNote ? note[^LongestNote..] : note);
        return Task.FromResult<IReadOnlyList<NoteReading>>(note.Trim().Length == 0 ? [] : [.. engine.TextModels.Select(m => Read(m, text, language))]);
    }

    public async Task<AgentOffer?> ProposeAsync(AgentQuestion question, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Decide);
        try
        {
            if (!IsForAgents(question.Channel))
            {
                return null;
            }

            var preview = await engine.PreviewAsync(RequestOf(engine.Policy!, question), language: language, hidesSensitive: !who.Has(Scopes.Sensitive)).ConfigureAwait(false);
            return OfferOf(preview, question, language);
        }
        catch (UnknownCustomerException)
        {
            return null;
        }
    }

    public async Task<AgentReceipt> AnswerAsync(AgentQuestion question, string action, AgentAnswer answer, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Outcome);
        who.Demand(Scopes.Decide);
        if (engine.FindCustomer(question.CustomerId) is null || !IsForAgents(question.Channel))
        {
            return new AgentReceipt(false, null);
        }

        // A recorded decision is a promise: it is made only while what the agent said is still what comes out.
        var ahead = await engine.PreviewAsync(RequestOf(engine.Policy!, question), hidesSensitive: true).ConfigureAwait(false);
        if (ahead.Actions.All(a => a.Action != action))
        {
            return new AgentReceipt(false, null);
        }

        // The same situation and seed as the preview, so the same choice, unless something happened in this very instant. Both are written even if the agent leaves the page.
        var reply = await engine.DecideAsync(RequestOf(engine.Policy!, question), CancellationToken.None).ConfigureAwait(false);
        if (reply.Actions.FirstOrDefault(a => a.Action == action) is not { } offered)
        {
            return new AgentReceipt(false, null);
        }

        var kind = answer switch
        {
            AgentAnswer.Accept => ContactKind.Accept,
            AgentAnswer.Decline => ContactKind.Reject,
            _ => ContactKind.Impression,
        };
        await audit.WriteAsync(who.Name, "agent.answered", question.CustomerId, after: $"{answer} {action} {reply.DecisionId}", stop: CancellationToken.None).ConfigureAwait(false);
        var outcome = await engine.RecordOutcomesAsync([new OutcomeInput(null, offered.TrackingToken, null, kind, engine.Now)], CancellationToken.None).ConfigureAwait(false);
        return new AgentReceipt(outcome[0].Status is OutcomeStatus.Accepted or OutcomeStatus.Duplicate, reply.DecisionId);
    }

    private bool IsForAgents(string channel) => engine.Policy is { } policy && policy.ChannelIndexOf(channel) is var at and >= 0 && policy.Channels[at].Kind == ChannelKind.Agent;

    private static NoteReading Read(TextModel model, TextValue text, string language)
    {
        var labels = model.Definition.Labels;
        var probabilities = new double[labels.Count];
        if (!model.Classifier.Probabilities(text, probabilities))
        {
            return new NoteReading(model.Definition.Name, null, null, 0, model.Definition.Threshold, []);
        }

        var best = Array.IndexOf(probabilities, probabilities.Max());
        return new NoteReading(
            model.Definition.Name, probabilities[best] >= model.Definition.Threshold ? labels[best].Id.Original : null, labels[best].Label.In(language), probabilities[best], model.Definition.Threshold,
            [.. model.Classifier.Explain(text, best, 40).Where(p => p.IsWord).Select(p => p.Text.Trim().ToLowerInvariant()).Distinct().Take(MostWords)]);
    }

    private static DecisionRequest RequestOf(PolicySnapshot policy, AgentQuestion question)
    {
        var channel = policy.ChannelIndexOf(question.Channel) is var at and >= 0 ? policy.Channels[at] : null;
        PlacementRequest[] placements = channel?.Placements is [var first, ..] ? [new PlacementRequest(first.Name)] : [];
        return new DecisionRequest(null, question.CustomerId, question.Channel, placements, question.Context.ToDictionary(c => c.Key, c => Value.OfText(c.Value))) 
        {
            Fresh = true, SetAside = question.SetAside,
        };
    }

    private AgentOffer OfferOf(DecisionPreview preview, AgentQuestion question, string language)
    {
        var words = new Words(language);
        var policy = preview.Policy;
        var why = ExplanationViews.Of(preview, PolicyViews.Channel(policy, policy.ChannelIndexOf(question.Channel)), engine.Now, words);
        var offered = preview.Actions.Count > 0 ? preview.Actions[0] : null;
        bool IsOpen(CandidateView candidate) => candidate.ActionId != offered?.Action && !question.SetAside.Contains(candidate.ActionId);
        var others = why.Candidates.Where(c => c.Fate == Reading.CandidateFate.Outranked && c.Equation is not null && IsOpen(c)).Take(MostOthers).ToList();
        var notNow = why.Candidates.FirstOrDefault(c => c.Stage is FunnelStage.Suitability or FunnelStage.ContactPolicy && IsOpen(c));
        if (offered is null)
        {
            return new AgentOffer { Why = question.SetAside.Count > 0 ? words["agent.allAnswered"] : why.Sentence, Silence = why.Silence, Others = others, NotNow = notNow, Time = engine.Now };
        }

        var treatment = policy.Treatments[policy.TreatmentIndexOfKey(offered.TreatmentKey)];
        var candidate = why.Candidates.FirstOrDefault(c => c.TreatmentId == treatment.Id) ?? why.Candidates.First(c => c.ActionId == offered.Action);
        return new AgentOffer
        {
            Action = offered.Action, Name = policy.Actions[treatment.Action].Label.In(language), Objective = PolicyViews.Objective(policy, treatment.Objective), Language = offered.Content.Language,
            Subject = offered.Content.Subject, Points = TalkingPoints.Of(offered.Content.Body), Equation = candidate.Equation, Why = candidate.Sentence, Others = others, NotNow = notNow, Time = engine.Now,
        };
    }
}
