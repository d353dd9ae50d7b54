using Microsoft.EntityFrameworkCore;
using NbaStudio.Engine.Content;

namespace NbaStudio.Data.Pictures;

/// <summary>What names the pictures of this hub: the revisions of the policy, and changes that are not published yet. Read at one moment.</summary>
internal sealed class PictureUses
{
    private static readonly string[] Live = [nameof(ChangeState.Open), nameof(ChangeState.Submitted), nameof(ChangeState.Approved), nameof(ChangeState.OnTrial)];
    private static readonly int Length = OwnPictures.Start.Length + 64;

    private readonly Dictionary<string, List<PictureUse>> _uses = [];
    private readonly Dictionary<string, int> _last = [];

    public static async Task<PictureUses> ReadAsync(ConsoleDb db, CancellationToken stop)
    {
        var all = new PictureUses();
        foreach (var item in await db.PolicyItems.AsNoTracking().Where(row => row.Json.Contains(OwnPictures.Start)).OrderBy(row => row.Position).Select(row => new { row.Kind, row.ItemId, row.Json, row.RemovedIn }).ToListAsync(stop))
        {
            foreach (var address in In(item.Json))
            {
                if (item.RemovedIn is { } removed)
                {
                    all._last[address] = Math.Max(all._last.GetValueOrDefault(address), removed - 1);
                }
                else
                {
                    all.Note(address, new PictureUse(item.Kind, item.ItemId));
                }
            }
        }

        var edits = await db.ChangeItems.AsNoTracking().Where(row => row.Json!.Contains(OwnPictures.Start))
            .Join(db.Changes.AsNoTracking().Where(change => Live.Contains(change.State)), row => row.ChangeId, change => change.Id, (row, change) => new { row.Kind, row.ItemId, row.Json, change.Id, change.Name })
            .OrderBy(edit => edit.Name).ThenBy(edit => edit.Id).ThenBy(edit => edit.Kind).ThenBy(edit => edit.ItemId).ToListAsync(stop);
        foreach (var edit in edits)
        {
            all.Note(edit.Json!, new PictureUse(edit.Kind, edit.ItemId, edit.Id, edit.Name));
        }

        foreach (var change in await db.Changes.AsNoTracking().Where(change => Live.Contains(change.State) && change.Document!.Contains(OwnPictures.Start)).ToListAsync(stop))
        {
            all.Note(change.Document!, new PictureUse("policy", change.Id, change.Id, change.Name));
        }

        return all;
    }

    public UsedPicture Of(Picture picture)
    {
        var uses = _uses.GetValueOrDefault(picture.Address);
        var isInForce = uses?.Exists(use => use.Change is null) == true;
        return new UsedPicture(picture, uses ?? [], !isInForce && _last.TryGetValue(picture.Address, out var revision) ? revision : null);
    }

    private void Note(string text, PictureUse use)
    {
        foreach (var address in In(text))
        {
            if (!_uses.TryGetValue(address, out var uses))
            {
                _uses[address] = uses = [];
            }

            uses.Add(use);
        }
    }

    // Each once: a content names a picture in several languages.
    private static HashSet<string> In(string text)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var at = text.IndexOf(OwnPictures.Start, StringComparison.Ordinal); at >= 0; at = text.IndexOf(OwnPictures.Start, at + 1, StringComparison.Ordinal))
        {
            if (at + Length <= text.Length && text.Substring(at, Length) is var address && OwnPictures.Is(address))
            {
                found.Add(address);
            }
        }

        return found;
    }
}
