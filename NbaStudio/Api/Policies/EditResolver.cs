using System.Text;
using NbaStudio.Engine.Policies;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Policies;

/// <summary>Turns decisions about edits into edits. Pure.</summary>
internal sealed class EditResolver(ChangeWork work)
{
    private readonly Dictionary<(string, string), PolicyEdit> _put = [];
    private readonly HashSet<(string Kind, string Handle)> _remove = [];

    /// <exception cref="ProblemException">The change has no such edit, or another form is not valid.</exception>
    public (IReadOnlyList<PolicyEdit> Put, IReadOnlyList<(string Kind, string Handle)> Remove) Resolve(IReadOnlyList<Resolution> resolutions)
    {
        for (var i = 0; i < resolutions.Count; i++)
        {
            Resolve(resolutions[i], $"items[{i}]");
        }

        _remove.ExceptWith(_put.Keys);
        return ([.. _put.Values], [.. _remove]);
    }

    private void Resolve(Resolution resolution, string path)
    {
        var (kind, id) = (resolution.Kind, resolution.Id);
        var conflict = work.Draft.Conflicts.FirstOrDefault(c => c.Edit.Kind == kind && (c.Id == id || c.Edit.Handle == id));
        var item = work.Draft.Items.FirstOrDefault(i => i.Kind == kind && i.Id == id && i.Edit is not null);
        var edit = conflict?.Edit ?? item?.Edit ?? work.Change.Edits.FirstOrDefault(e => e.Kind == kind && e.Handle == id)
            ?? throw new ProblemException([new FieldError(path, $"The change has no edit of a {kind} '{id}'.", "an edited item")]);
        switch (resolution.Take)
        {
            case ResolutionSide.Theirs when conflict is null && item is { IsNew: true }:
                TakeOut(item);
                break;
            case ResolutionSide.Theirs:
                _remove.Add((edit.Kind, edit.Handle));
                break;
            default:
                Keep(resolution.Take == ResolutionSide.Edited ? edit with { Json = Read(resolution, edit, path) } : edit);
                break;
        }
    }

    // With a new item goes what the change put under it. What was published and moved there stays where it was published.
    private void TakeOut(PolicyDraftItem item)
    {
        if (item.IsNew)
        {
            _remove.Add((item.Kind, item.Handle));
            foreach (var child in work.Draft.Items.Where(i => i.Parent == item.Handle && PolicyItems.ParentKindOf(i.Kind) == item.Kind))
            {
                TakeOut(child);
            }

            // Edits in conflict are no items of the draft; what they would put under it goes too.
            foreach (var conflict in work.Draft.Conflicts.Select(c => c.Edit).Where(e => e.Parent == item.Handle && PolicyItems.ParentKindOf(e.Kind) == item.Kind))
            {
                _remove.Add((conflict.Kind, conflict.Handle));
            }
        }
        else if (item.Edit is { } moved)
        {
            if (work.Newest is { } newest && PolicyItems.Split(newest).Any(i => i.Kind == moved.Kind && i.Id == moved.Handle && i.Json == moved.Json))
            {
                // It was moved and nothing else.
                _remove.Add((moved.Kind, moved.Handle));
            }
            else
            {
                _put[(moved.Kind, moved.Handle)] = moved with { Parent = null, After = null };
            }
        }
    }

    private void Keep(PolicyEdit edit)
    {
        _remove.Add((edit.Kind, edit.Handle));
        foreach (var kept in PolicyEdits.KeepMine(work.Newest, work.Revision, edit, b => work.Bases[b]))
        {
            // What the change says itself about an item that comes back goes before what was published.
            if ((kept.Kind, kept.Handle) == (edit.Kind, edit.Handle) || work.Change.Edits.All(e => (e.Kind, e.Handle) != (kept.Kind, kept.Handle)))
            {
                _put[(kept.Kind, kept.Handle)] = kept;
            }
        }
    }

    private static string Read(Resolution resolution, PolicyEdit edit, string path)
    {
        var text = resolution.Item?.GetRawText() ?? throw new ProblemException([new FieldError(path + ".item", "The other form is missing.", "the item")]);
        var reading = PolicyItems.ReadItem(edit.Kind, Encoding.UTF8.GetBytes(text));
        PolicyDesk.RefuseErrors(reading.Issues);
        var key = edit.Json is null ? null : PolicyItems.ReadItem(edit.Kind, Encoding.UTF8.GetBytes(edit.Json)).Key;
        return key is { } kept && reading.Key is null ? PolicyItems.WithKey(edit.Kind, reading.Json!, kept) : reading.Json!;
    }
}
