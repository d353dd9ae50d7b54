using NbaStudio.Engine.Conditions;
using NbaStudio.Live;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>An agent desk that knows three offers, reads notes with the demo's models and remembers what was answered.</summary>
public sealed class FakeAgent : IAgentDesk
{
    public List<(string Action, AgentAnswer Answer, AgentQuestion Question)> Answers { get; } = [];

    public List<AgentQuestion> Questions { get; } = [];

    /// <summary>The next answer comes too late.</summary>
    public bool IsOvertaken { get; set; }

    public bool Fails { get; set; }

    public bool HasNoChannel { get; set; }

    public Task<AgentSetUp> ReadAsync(string language, CancellationToken cancellationToken = default) => Task.FromResult(new AgentSetUp(
        HasNoChannel ? [] : [ConsoleSamples.Agent],
        [.. DemoTexts.Models.Select(m => m.Definition).Select(m => new NoteModel(m.Name, m.Label.In(language), m.Output, [.. m.Labels.Select(l => (l.Id.Original, l.Label.In(language)))]))]));

    public Task<IReadOnlyList<AgentCaller>> FindAsync(string? text, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        return Task.FromResult<IReadOnlyList<AgentCaller>>([.. Enumerable.Range(0, 8).Select(n => ConsoleSamples.Decision(n))
            .Where(d => string.IsNullOrEmpty(text) || d.CustomerName.In("en").Contains(text, StringComparison.OrdinalIgnoreCase) || d.CustomerId.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Select(d => new AgentCaller(d.CustomerId, d.CustomerName, d.Moment.Name.In(language), d.Time.AddMinutes(-3)))]);
    }

    public Task<CustomerView?> OpenAsync(string customerId, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Customer);
        return Task.FromResult(customerId == "kw-004182" ? ConsoleDetails.Customer(language) : null);
    }

    public Task<IReadOnlyList<NoteReading>> ReadNoteAsync(string note, string language, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<NoteReading>>(note.Trim().Length == 0 ? [] : [.. DemoTexts.Models.Select(m =>
        {
            var (label, confidence) = m.Read(new TextValue(note));
            var known = m.Definition.Labels.FirstOrDefault(l => l.Id.Equals(label));
            return new NoteReading(m.Definition.Name, known?.Id.Original, known?.Label.In(language), confidence, m.Definition.Threshold, ["leaving", "provider"]);
        })]);

    public Task<AgentOffer?> ProposeAsync(AgentQuestion question, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Decide);
        if (Fails)
        {
            throw new InvalidOperationException("The hub is away.");
        }

        Questions.Add(question);
        var why = ConsoleDetails.Explanation(language);
        var leaving = question.Context.GetValueOrDefault("intent") == "cancellation" ? 2 : 1;
        var open = why.Candidates.Where(c => c.Equation is not null && c.Fate != CandidateFate.BelowThreshold && !question.SetAside.Contains(c.ActionId)).ToList();
        var hold = why.Candidates.First(c => c.Stage == FunnelStage.Suitability);
        if (open.Count == 0)
        {
            return Task.FromResult<AgentOffer?>(new AgentOffer { Why = "Everything is answered.", NotNow = hold, Time = ConsoleSamples.Noon });
        }

        var equation = open[0].Equation!;
        return Task.FromResult<AgentOffer?>(new AgentOffer
        {
            Action = open[0].ActionId, Name = open[0].Action, Objective = ConsoleSamples.Retain, Language = "ja", Subject = "3か月半額で続けませんか",
            Points = ["これからもお使いいただくために、プランMの次の3か月を半額にします。", "手続きは1分で終わります。"], Equation = equation with { Context = leaving, Priority = equation.Priority * leaving / 2 },
            Why = open[0].Sentence, Others = [.. open.Skip(1).Take(3)], NotNow = hold, Time = ConsoleSamples.Noon,
        });
    }

    public Task<AgentReceipt> AnswerAsync(AgentQuestion question, string action, AgentAnswer answer, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Outcome);
        if (IsOvertaken)
        {
            IsOvertaken = false;
            return Task.FromResult(new AgentReceipt(false, null));
        }

        Answers.Add((action, answer, question));
        return Task.FromResult(new AgentReceipt(true, "d-0"));
    }
}
