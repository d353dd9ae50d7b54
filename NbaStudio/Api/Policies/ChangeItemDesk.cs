using NbaStudio.Data;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Policies;

/// <summary>Edits of items inside a change. Two people at once, on different items, both get through; on the same item the second one is told.</summary>
internal sealed class ChangeItemDesk(ChangeLoader loader, ChangeStore changes)
{
    /// <summary>Attempts when others edit the same change at the same moment.</summary>
    private const int Attempts = 50;

    /// <summary>An item as the change has it; null when there is no such change, no item inside when there is none.</summary>
    public async Task<(ChangeWork Work, PolicyDraftItem? Item)?> FindAsync(string change, string kind, string id, CancellationToken stop)
    {
        RequireKind(kind);
        return await loader.FindAsync(change, stop) is { } work ? (work, work.Draft.Find(kind, id)) : null;
    }

    /// <summary>Adds or replaces an item.</summary>
    /// <param name="change">Id of the change.</param>
    /// <param name="kind">Kind of the item.</param>
    /// <param name="id">Its id now.</param>
    /// <param name="utf8">The item without what hangs under it.</param>
    /// <param name="place">Where it belongs.</param>
    /// <param name="seen">What the caller saw.</param>
    /// <param name="who">Author of the edit.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when there is no such change.</returns>
    /// <exception cref="ProblemException">The item is not valid in itself, or what the caller saw is gone. Nothing was changed.</exception>
    public async Task<(ChangeWork Work, PolicyDraftItem Item, bool IsNew)?> PutAsync(
        string change, string kind, string id, ReadOnlyMemory<byte> utf8, ItemPlace place, ItemPreconditions seen, string who, CancellationToken stop)
    {
        RequireKind(kind);
        var reading = PolicyItems.ReadItem(kind, utf8);
        PolicyDesk.RefuseErrors(reading.Issues);
        var now = reading.Id ?? id;
        if (now != id && !place.Rename)
        {
            throw new ProblemException([new FieldError("id", $"The path names '{id}', the item '{Short(now)}'.", $"'{id}', or ?rename=true to rename it")]);
        }

        var written = await EditAsync(change, who, work =>
        {
            var known = work.Draft.Find(kind, id);
            seen.Check(known);
            if (now != id && (known is null || work.Draft.Find(kind, now) is not null))
            {
                throw known is null ? Missing(kind, id) : PolicyDesk.Conflict($"There is a {kind} '{Short(now)}' already.");
            }

            return new EditMaker(work).Put(kind, id, known, reading, place) is { } edit ? ([edit], []) : ([], []);
        }, stop);
        if (written is not { } result)
        {
            return null;
        }

        var item = result.After.Draft.Find(kind, now) ?? throw PolicyDesk.Conflict($"The {kind} '{Short(now)}' was removed at the same moment.");
        return (result.After, item, result.Before.Draft.Find(kind, id) is null);
    }

    /// <summary>Writes items of an editor in one step, all or none.</summary>
    /// <returns>Fields that others wrote meanwhile, for which nothing was changed; none = written. Null when there is no such change.</returns>
    /// <exception cref="ProblemException">One of the items is gone or not valid in itself. Nothing was changed.</exception>
    public async Task<IReadOnlyList<FieldClash>?> PutAllAsync(string change, IReadOnlyList<ItemWrite> writes, string who, CancellationToken stop)
    {
        foreach (var write in writes)
        {
            RequireKind(write.Kind);
        }

        IReadOnlyList<FieldClash> clashes = [];
        return await EditAsync(change, who, work =>
        {
            var writer = new ItemWriter(work);
            foreach (var write in writes)
            {
                writer.Write(write);
            }

            clashes = writer.Clashes;
            return writer.Edits;
        }, stop) is null ? null : clashes;
    }

    /// <summary>Puts several edits in together.</summary>
    /// <param name="change">Id of the change.</param>
    /// <param name="edits">Makes them of the change as it stands; asked again where somebody edited it in between.</param>
    /// <param name="who">Author of the edits.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Null when there is no such change.</returns>
    /// <exception cref="ProblemException">The change cannot be edited. Nothing was changed.</exception>
    public async Task<ChangeWork?> PutAllAsync(string change, Func<ChangeWork, IReadOnlyList<PolicyEdit>> edits, string who, CancellationToken stop) =>
        (await EditAsync(change, who, work => (edits(work), []), stop))?.After;

    /// <summary>Deletes an item and what hangs under it; one that the change itself added just goes.</summary>
    /// <returns>False when there is no such change.</returns>
    /// <exception cref="ProblemException">There is no such item, or it is not as the caller saw it. Nothing was changed.</exception>
    public async Task<bool> DeleteAsync(string change, string kind, string id, ItemPreconditions seen, string who, CancellationToken stop)
    {
        RequireKind(kind);
        if (kind == PolicyItems.WorkspaceKind)
        {
            throw new ProblemException([new FieldError("kind", "The workspace itself cannot be deleted.", "every other kind")]);
        }

        return await EditAsync(change, who, work =>
        {
            var known = work.Draft.Find(kind, id) ?? throw Missing(kind, id);
            seen.Check(known);
            return new EditMaker(work).Delete(known);
        }, stop) is not null;
    }

    /// <summary>Decides about edits: mine stays against what others did, theirs takes the edit out of the change, edited replaces it by another form.</summary>
    /// <returns>Null when there is no such change.</returns>
    /// <exception cref="ProblemException">The change has no such edit, or the other form is not valid. Nothing was changed.</exception>
    public async Task<ChangeWork?> ResolveAsync(string change, IReadOnlyList<Resolution> resolutions, string who, CancellationToken stop) =>
        (await EditAsync(change, who, work => new EditResolver(work).Resolve(resolutions), stop))?.After;

    private async Task<(ChangeWork Before, ChangeWork After)?> EditAsync(
        string change, string who, Func<ChangeWork, (IReadOnlyList<PolicyEdit> Put, IReadOnlyList<(string Kind, string Handle)> Remove)> edit, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await loader.FindAsync(change, stop) is not { } work)
            {
                return null;
            }

            if (!work.IsLive)
            {
                throw PolicyDesk.Conflict($"Change {change} is {work.Change.State.ToString().ToLowerInvariant()}; it cannot be edited.");
            }

            var (put, remove) = edit(work);
            if (put.Count == 0 && remove.Count == 0)
            {
                return (work, work);
            }

            try
            {
                await changes.EditAsync(change, work.Change.Version, put, remove, who, stop);
                return (work, (await loader.FindAsync(change, stop))!);
            }
            catch (StaleVersionException) when (attempt < Attempts)
            {
                // Somebody edited another item of the change in between: what this caller saw of its own is checked again.
            }
            catch (StaleVersionException stale)
            {
                throw PolicyDesk.Conflict(stale.Message);
            }
        }
    }

    internal static ProblemException Missing(string kind, string id)
    {
        var detail = $"The change has no {kind} '{Short(id)}'.";
        return new ProblemException(Problems.NotFound(detail), detail);
    }

    private static void RequireKind(string kind)
    {
        if (!PolicyItems.Kinds.Contains(kind))
        {
            throw new ProblemException([new FieldError("kind", $"'{Short(kind)}' is not a kind of item.", string.Join(", ", PolicyItems.Kinds))]);
        }
    }

    private static string Short(string text) => text.Length > 64 ? text[..64] : text;
}
