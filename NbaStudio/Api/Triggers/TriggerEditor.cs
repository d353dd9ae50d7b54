using System.Text.Json;
using NbaStudio.Api.Policies;
using NbaStudio.Engine;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Api.Triggers;

/// <summary>Puts a trigger into the live policy as an ordinary change. What others changed meanwhile stays, unless it is the same trigger: that is a conflict.</summary>
internal sealed class TriggerEditor(NbaEngine engine, ChangeDesk desk, IItemEditor items) : ITriggerEditor
{
    public TriggerForm? Open(string? name, string language) => Open(engine.Policy!, name, language);

    public async Task<TriggerForm?> OpenAsync(string? name, string change, string language, CancellationToken cancellationToken = default) =>
        await items.OpenAsync(change, cancellationToken) is { } policy && Open(policy, name, language) is { } form ? form with { Change = change, Revision = engine.Policy!.Revision } : null;

    public Task<ItemsEditResult> PutAsync(TriggerForm form, TriggerDocument trigger, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(trigger);
        var write = form.Trigger.Name.Length == 0
            ? ItemWrites.Add("trigger", trigger.Name, ItemWrites.Json(trigger with { Key = null })) : ItemWrites.Edit("trigger", form.Trigger.Name, ItemWrites.Json(form.Trigger), ItemWrites.Json(trigger));
        return items.PutAsync(new ItemsEdit(form.Change, trigger.Name, [write]), who, cancellationToken);
    }

    private static TriggerForm? Open(PolicySnapshot policy, string? name, string language)
    {
        var trigger = name is null ? new TriggerDocument() : policy.Document.Triggers.FirstOrDefault(t => t.Name == name && t.Schedule is null);
        return trigger is null ? null : new TriggerForm(
            trigger, policy.Revision,
            [.. policy.Channels.Where(c => (c.Direction & ChannelDirection.Outbound) != 0).Select(c => (c.Id, c.Label.In(language)))],
            [
                .. policy.Objectives.Select(o => ("objective/" + o.Id, o.Label.In(language))), .. policy.Groups.Select(g => ("group/" + g.Id, g.Label.In(language))),
                .. policy.Actions.Select(a => ("action/" + a.Id, a.Label.In(language))),
            ],
            [.. policy.Triggers.Where(t => t.Pattern is not null).Select(t => (t.Name, t.Label.In(language)))]);
    }

    public async Task<ChangeProposal> ProposeAsync(TriggerDocument trigger, TriggerDocument? basis, Caller who, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        who.Demand(Scopes.Design);
        var policy = engine.Policy!;
        var triggers = policy.Document.Triggers.ToList();
        var at = basis is null ? -1 : triggers.FindIndex(t => t.Name == basis.Name);
        if (basis is not null && (at < 0 || Text(triggers[at]) != Text(basis)))
        {
            return new ChangeProposal(null, [new ChangeNote(
                $"triggers/{basis.Name}", $"The trigger '{basis.Name}' was {(at < 0 ? "removed" : "changed")} since it was opened; revision {policy.Revision} is in force.", null)], IsConflict: true);
        }

        if (at < 0)
        {
            triggers.Add(trigger with { Key = null });
        }
        else
        {
            triggers[at] = trigger with { Key = triggers[at].Key };
        }

        try
        {
            var document = policy.Document with { Triggers = triggers };
            return ChangePublisher.View(await desk.ImportAsync(
                PolicyJson.Write(document), $"{(at < 0 ? "Add" : "Edit")} trigger {trigger.Name}", policy.Revision, who.Name, cancellationToken));
        }
        catch (ProblemException e)
        {
            return new ChangeProposal(null, ChangePublisher.Notes(e), ChangePublisher.IsConflict(e));
        }
    }

    private static string Text(TriggerDocument trigger) => JsonSerializer.Serialize(trigger);
}
