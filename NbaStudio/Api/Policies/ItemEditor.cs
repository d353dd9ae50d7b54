using System.Text;
using System.Text.Json.Nodes;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Edits of the console's editors, over the same desks as the API.</summary>
internal sealed class ItemEditor(ChangeDesk changes, ChangeItemDesk items, ChangeEffects effects) : IItemEditor
{
    /// <summary>Attempts when others edit the same item at the same moment.</summary>
    private const int Attempts = 20;

    public Task<PolicySnapshot?> OpenAsync(string change, CancellationToken cancellationToken = default) => effects.OpenAsync(change, cancellationToken);

    public async Task<FieldEditResult> PutFieldAsync(FieldEdit edit, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(edit);
        string? created = null;
        try
        {
            var change = edit.Change ?? (created = (await changes.CreateAsync(edit.NewName, who.Name, cancellationToken)).Change.Id);
            var result = await PutAsync(change, edit, who, cancellationToken);
            if (result.Change is not null)
            {
                created = null;
            }

            return result;
        }
        catch (ProblemException e)
        {
            return new FieldEditResult(null, ChangePublisher.Notes(e));
        }
        finally
        {
            // A change that was begun for an edit that was refused would stand there empty.
            if (created is not null)
            {
                await changes.DropAsync(created, who.Name, CancellationToken.None);
            }
        }
    }

    private async Task<FieldEditResult> PutAsync(string change, FieldEdit edit, Caller who, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await items.FindAsync(change, edit.Kind, edit.Id, stop) is not { } found)
            {
                return Refused($"There is no change '{change}'.");
            }

            if (found.Item is not { } item)
            {
                return Refused($"There is no {edit.Kind} '{edit.Id}' any more.");
            }

            var json = JsonNode.Parse(item.Json)!.AsObject();
            var now = json[edit.Field]?.GetValue<string>();
            if (now == edit.Value)
            {
                return new FieldEditResult(change, []);
            }

            if ((now ?? "") != (edit.Seen ?? ""))
            {
                return new FieldEditResult(null, [], now ?? "");
            }

            json.Remove(edit.Field);
            if (edit.Value is not null)
            {
                json[edit.Field] = edit.Value;
            }

            try
            {
                await items.PutAsync(
                    change, edit.Kind, edit.Id, Encoding.UTF8.GetBytes(json.ToJsonString()), new ItemPlace(), new ItemPreconditions(ItemPreconditions.TagOf(item), null), who.Name, stop);
                return new FieldEditResult(change, []);
            }
            catch (ProblemException e) when (attempt < Attempts && e.Problem is IStatusCodeHttpResult { StatusCode: StatusCodes.Status412PreconditionFailed })
            {
                // Somebody edited the item between reading and writing: perhaps another field.
            }
        }
    }

    private static FieldEditResult Refused(string why) => new(null, [new ChangeNote("", why, null)]);
}
