using NbaStudio.Api.Decisions;
using NbaStudio.Engine;
using NbaStudio.Engine.Detection;
using NbaStudio.Hosting.Http;
using NbaStudio.Security;

namespace NbaStudio.Api.Events;

/// <summary>Takes the events of one request in and gathers what became of them.</summary>
internal sealed class EventIntakeRun(NbaEngine engine, Caller caller)
{
    private const int MostListed = 1_000;

    private readonly List<EventTrouble> _conflicts = [];
    private readonly List<EventTrouble> _rejected = [];
    private readonly List<DecisionAnswer> _decisions = [];
    private int _accepted;
    private int _duplicates;
    private int _omitted;

    /// <summary>What became of everything taken so far.</summary>
    public EventsAnswer Answer => new(_accepted, _duplicates, _conflicts, _rejected, _decisions, _omitted == 0 ? null : _omitted);

    public int Accepted => _accepted;

    /// <summary>Takes a part of the request; completes once it is durable.</summary>
    public async Task TakeAsync(IReadOnlyList<(int Index, int? Line, BodyItem<EventBody> Item)> part, CancellationToken stop)
    {
        var reader = EventReader.For(engine.Policy!);
        List<EventInput> inputs = new(part.Count);
        List<(int Index, int? Line)> places = new(part.Count);
        foreach (var (index, line, item) in part)
        {
            if (item.Value is not { } body)
            {
                Add(_rejected, new EventTrouble(index, null, item.Errors, line));
                continue;
            }

            var (input, errors) = reader.Read(body, caller);
            if (input is null)
            {
                Add(_rejected, new EventTrouble(index, body.EventId, errors, line));
                continue;
            }

            inputs.Add(input);
            places.Add((index, line));
        }

        var replies = await engine.IngestAsync(inputs, stop);
        for (var i = 0; i < replies.Count; i++)
        {
            Gather(replies[i], inputs[i].EventId, places[i]);
        }
    }

    private void Gather(EventReply reply, string eventId, (int Index, int? Line) place)
    {
        switch (reply.Status)
        {
            case EventStatus.Accepted:
                _accepted++;
                break;
            case EventStatus.Duplicate:
                _duplicates++;
                break;
            case EventStatus.Conflict:
                Add(_conflicts, new EventTrouble(place.Index, eventId, EngineProblems.ToFields(reply.Errors), place.Line));
                break;
            default:
                Add(_rejected, new EventTrouble(place.Index, eventId, EngineProblems.ToFields(reply.Errors), place.Line));
                break;
        }

        foreach (var decision in reply.Decisions)
        {
            Add(_decisions, DecisionAnswers.Of(decision, caller));
        }
    }

    private void Add<T>(List<T> list, T entry)
    {
        if (list.Count < MostListed)
        {
            list.Add(entry);
        }
        else
        {
            _omitted++;
        }
    }
}
