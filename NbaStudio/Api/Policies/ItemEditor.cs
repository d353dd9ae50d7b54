using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Edits of the console's editors, over the same desks as the API.</summary>
internal sealed class ItemEditor(ChangeDesk changes, ChangeItemDesk items, ChangeEffects effects) : IItemEditor
{
    public Task<PolicySnapshot?> OpenAsync(string change, CancellationToken cancellationToken = default) => effects.OpenAsync(change, cancellationToken);

    public async Task<IReadOnlyList<string>> ReadIdsAsync(string change, string kind, CancellationToken cancellationToken = default) =>
        await items.FindAsync(change, kind, "", cancellationToken) is { } found ? [.. found.Work.Draft.Items.Where(i => i.Kind == kind).OrderBy(i => i.Position).Select(i => i.Id)] : [];

    public async Task<ItemsEditResult> PutAsync(ItemsEdit edit, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(edit);
        string? created = null;
        try
        {
            var change = edit.Change ?? (created = (await changes.CreateAsync(edit.NewName, who.Name, cancellationToken)).Change.Id);
            if (await items.PutAllAsync(change, edit.Items, who.Name, cancellationToken) is not { } clashes)
            {
                return new ItemsEditResult(null, [new ChangeNote("", $"There is no change '{change}'.", null)], []);
            }

            if (clashes.Count > 0)
            {
                return new ItemsEditResult(null, [], clashes);
            }

            created = null;
            return new ItemsEditResult(change, [], []);
        }
        catch (ProblemException e)
        {
            return new ItemsEditResult(null, ChangePublisher.Notes(e), []);
        }
        finally
        {
            // A change that was begun for edits that were refused would stand there empty.
            if (created is not null)
            {
                await changes.DropAsync(created, who.Name, CancellationToken.None);
            }
        }
    }
}
