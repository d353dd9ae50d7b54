using NbaStudio.Api.Policies;
using NbaStudio.Engine;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Api.Events;

/// <summary>Declares a type of event from what was seen of it, as an ordinary change of the policy.</summary>
internal sealed class EventDeclarations(NbaEngine engine, EventTypeStatistics statistics, ChangeDesk desk) : IEventDeclarations
{
    public async Task<string?> DeclareAsync(string type, Caller who, CancellationToken cancellationToken = default) =>
        await ReviewAsync(type, who, cancellationToken) is { } review ? review.Change.Id : null;

    /// <summary>The change, as importing one answers it; null when nothing of the type was seen.</summary>
    /// <exception cref="InvalidOperationException">The type is declared already.</exception>
    public async Task<ChangeReview?> ReviewAsync(string type, Caller who, CancellationToken stop)
    {
        who.Demand(Scopes.Design);
        var policy = engine.Policy!;
        if (policy.EventTypeIndexOf(new TextValue(type)) >= 0)
        {
            throw new InvalidOperationException($"The event type '{type}' is declared already.");
        }

        if (Find(type) is not { } seen)
        {
            return null;
        }

        var document = policy.Document with { Events = [.. policy.Document.Events, Suggest(seen, policy.DefaultLanguage)] };
        return await desk.ImportAsync(PolicyJson.Write(document), $"Declare event {seen.Type}", policy.Revision, who.Name, stop);
    }

    public ItemWrite? ReadDeclaration(string type) => Find(type) is not { } seen ? null
        : ItemWrites.Add("event", seen.Type, ItemWrites.Json(Suggest(seen, engine.Policy!.DefaultLanguage)));

    private SeenEvents? Find(string type)
    {
        var folded = TextValue.Fold(type);
        return statistics.Read(0).Types.FirstOrDefault(t => TextValue.Fold(t.Type) == folded);
    }

    /// <summary>Every property whose values were all of one type; others stay undeclared and so accepted as they come. None is required: that is for a person to say.</summary>
    internal static EventDocument Suggest(SeenEvents seen, string language) => new()
    {
        Type = seen.Type,
        Label = new Dictionary<string, string> { [language] = LabelOf(seen.Type) },
        Properties = [.. seen.Properties.Select(p => (p.Name, Type: TypeOf(p.Kinds))).Where(p => p.Type is not null).Select(p => new EventPropertyDocument { Name = p.Name, Type = p.Type! })],
    };

    private static string? TypeOf(IReadOnlyList<ValueKind> kinds)
    {
        var known = kinds.Where(k => k != ValueKind.Missing).ToList();
        return known.Count == 1 ? EventTypeReader.Word(known[0])
            : known.Count > 1 && known.All(k => k is ValueKind.Number or ValueKind.Money) ? EventTypeReader.Word(ValueKind.Number) : null;
    }

    private static string LabelOf(string type)
    {
        var words = type.Replace('_', ' ').Replace('-', ' ').Replace('.', ' ').Trim();
        return words.Length == 0 ? type : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
