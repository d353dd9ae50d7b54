using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Contacts;

/// <summary>What is being done with one item of the page.</summary>
public enum ContactTask : byte { None, Edit, Add, Delete }

/// <summary>Contact rules, quiet hours and budgets of one policy, and the one that is under work. Belongs to one page.</summary>
public sealed class ContactWork(PolicySnapshot policy, IReadOnlyList<PolicyIssue> issues)
{
    private readonly EditSteps<ContactItem> _steps = new();
    private bool _isChecked;
    private bool _isTyped;

    public PolicySnapshot Policy { get; } = policy;

    public IReadOnlyList<ContactItem> Rules { get; } = [.. policy.Document.ContactPolicies.Select(ContactItem.Of)];

    /// <summary>Channels on which we speak first: quiet hours are about those.</summary>
    public IReadOnlyList<ContactItem> Channels { get; } = [.. policy.Document.Channels.Where(c => c.Direction != "inbound" || c.QuietHours is not null).Select(ContactItem.Of)];

    public IReadOnlyList<ContactItem> Budgets { get; } = [.. policy.Document.Budgets.Select(ContactItem.Of)];

    /// <summary>What is being done.</summary>
    public ContactTask Task { get; private set; }

    /// <summary>What is under work as it was read; null for a new one.</summary>
    public ContactItem? Read { get; private set; }

    /// <summary>The same as it is edited; null = nothing is under work.</summary>
    public ContactItem? Edited { get; private set; }

    /// <summary>What is wrong with it, as it is edited.</summary>
    public IReadOnlyList<PolicyIssue> EditedIssues { get; private set; } = [];

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    public SaveState State => Task == ContactTask.Delete ? SaveState.Ready : SaveStates.Of(
        Edited is not null && (Task == ContactTask.Add || Writes.Any(w => w.Fields.Count > 0)), EditedIssues.All(i => i.Severity != IssueSeverity.Error), !_isChecked);

    /// <summary>What is to stand in a change.</summary>
    public IReadOnlyList<ItemWrite> Writes => Edited is not { } edited ? []
        : Task == ContactTask.Delete ? [ItemWrites.Delete(edited.Kind, edited.ReadId, edited.Json)] : [edited.Write(Task == ContactTask.Add ? null : Read)];

    /// <summary>Warnings and errors of an item as the policy has it.</summary>
    public IEnumerable<PolicyIssue> IssuesOf(ContactItem item) => issues.Where(i => IsOf(i, item));

    /// <summary>Whether something was typed that stands in no change yet.</summary>
    public bool IsUnsaved => Task == ContactTask.Add ? _isTyped : Task == ContactTask.Edit && Writes.Any(w => w.Fields.Count > 0);

    /// <summary>Goes on with what was typed before; it can be saved once it is checked.</summary>
    /// <returns>False where the item is not there any more.</returns>
    public bool Restore(ContactDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Read is { } read && !Rules.Concat(Channels).Concat(Budgets).Any(i => i.Kind == read.Kind && i.ReadId == read.ReadId))
        {
            return false;
        }

        _steps.Clear();
        (Read, Edited, Task, EditedIssues, _isChecked, _isTyped) = (draft.Read, draft.Edited, draft.Read is null ? ContactTask.Add : ContactTask.Edit, [], false, true);
        return true;
    }

    public void Open(ContactItem item, ContactTask task)
    {
        _steps.Clear();
        (Read, Edited, Task, EditedIssues, _isChecked) = (item, item, task, [], true);
    }

    public void Add(string form) => Begin(ContactItem.New(form, Taken(form == "budget" ? "budget" : "contactPolicy")));

    public void Copy(ContactItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        Begin(item.Copy(Taken(item.Kind)));
    }

    public void Close()
    {
        _steps.Clear();
        (Read, Edited, Task, EditedIssues) = (null, null, ContactTask.None, []);
    }

    /// <summary>Takes another form of what is under work; it can be saved once it is checked.</summary>
    public void Change(ContactItem edited)
    {
        ArgumentNullException.ThrowIfNull(edited);
        if (Edited is { } before)
        {
            _steps.Remember(before, edited.FieldsOtherThan(before));
        }

        (Edited, _isChecked, _isTyped) = (edited, false, true);
    }

    /// <summary>A step back; it can be saved once it is checked.</summary>
    public void Undo() => (Edited, _isChecked) = (Edited is { } now ? _steps.Undo(now) : null, false);

    /// <summary>A step forth again.</summary>
    public void Redo() => (Edited, _isChecked) = (Edited is { } now ? _steps.Redo(now) : null, false);

    /// <summary>Takes what the check of a form said; of a form that is no longer the one under work it says nothing.</summary>
    /// <param name="found">Issues of the whole document with it: what is wrong may show beside another rule only.</param>
    public void Take(ContactItem edited, IReadOnlyList<PolicyIssue> found)
    {
        ArgumentNullException.ThrowIfNull(edited);
        ArgumentNullException.ThrowIfNull(found);
        if (ReferenceEquals(edited, Edited))
        {
            (EditedIssues, _isChecked) = ([.. found.Where(i => IsOf(i, edited))], true);
        }
    }

    private void Begin(ContactItem item)
    {
        _steps.Clear();
        (Read, Edited, Task, EditedIssues, _isChecked, _isTyped) = (null, item, ContactTask.Add, [], false, false);
    }

    private List<string> Taken(string kind) => [.. (kind == "budget" ? Budgets : Rules).Select(i => i.Id)];

    private static bool IsOf(PolicyIssue issue, ContactItem item) =>
        issue.Path.StartsWith(item.Path, StringComparison.Ordinal) && (issue.Path.Length == item.Path.Length || issue.Path[item.Path.Length] == '/')
        && (item.Kind != "channel" || issue.Path.Contains("/quietHours", StringComparison.Ordinal));
}
