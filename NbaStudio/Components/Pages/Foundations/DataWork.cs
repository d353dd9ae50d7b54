using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Validation;
using NbaStudio.Live.Editing;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Foundations;

/// <summary>What is being done with one item of the page.</summary>
public enum DataTask : byte { None, Edit, Add, Delete }

/// <summary>Attributes, channels, hold-outs, fairness limits and settings of one policy, and the one that is under work. Belongs to one page.</summary>
/// <remarks>What an item is used by is what the check misses without it: a rule, a text or a scope that names it. There is no second list of uses to keep right.</remarks>
public sealed class DataWork
{
    private readonly IReadOnlyList<PolicyIssue> _issues;
    private readonly HashSet<(string, string)> _known;
    private readonly ILookup<string, PolicyIssue> _issuesByPlace;
    private readonly EditSteps<DataItem> _steps = new();
    private bool _isChecked;
    private bool _isTyped;
    private (string Kind, string Id, IReadOnlyList<PolicyIssue> Uses)? _uses;

    /// <param name="book">The policy; checking a large one takes a while.</param>
    public DataWork(ActionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        Book = book;
        _issues = PolicyValidator.Validate(Document);
        _issuesByPlace = _issues.ToLookup(i => string.Join('/', i.Path.Split('/').Take(2)), StringComparer.Ordinal);
        _known = [.. _issues.Where(i => i.Severity == IssueSeverity.Error).Select(i => (i.Path, i.Message))];
        Attributes = [.. Document.Attributes.Select(DataItem.Of)];
        Channels = [.. Document.Channels.Select(DataItem.Of)];
        HoldOuts = [.. Document.HoldOuts.Select(DataItem.Of)];
        Fairness = [.. Document.Fairness.Select(DataItem.Of)];
        Workspace = DataItem.Of(Document);
    }

    public ActionBook Book { get; }

    public PolicyDocument Document => Book.Document;

    public IReadOnlyList<DataItem> Attributes { get; }

    public IReadOnlyList<DataItem> Channels { get; }

    public IReadOnlyList<DataItem> HoldOuts { get; }

    public IReadOnlyList<DataItem> Fairness { get; }

    public DataItem Workspace { get; }

    public DataTask Task { get; private set; }

    /// <summary>What is under work as it was read; null for a new one.</summary>
    public DataItem? Read { get; private set; }

    /// <summary>The same as it is edited; null = nothing is under work.</summary>
    public DataItem? Edited { get; private set; }

    /// <summary>What was found about the item as it is edited.</summary>
    public DataCheck Check { get; private set; } = DataCheck.None;

    /// <summary>Whether the check of what stands there now is still to come.</summary>
    public bool IsChecking => Edited is not null && !_isChecked;

    public bool CanUndo => _steps.CanUndo;

    public bool CanRedo => _steps.CanRedo;

    public SaveState State => SaveStates.Of(
        Edited is not null && (Task is DataTask.Add or DataTask.Delete || Writes.Any(w => w.Fields.Count > 0)), Check.Broken.Count == 0 && Check.Own.All(i => i.Severity != IssueSeverity.Error), !_isChecked);

    /// <summary>What is to stand in a change.</summary>
    public IReadOnlyList<ItemWrite> Writes => Edited is not { } edited ? []
        : Task == DataTask.Delete ? [ItemWrites.Delete(edited.Kind, edited.ReadId, edited.Json)] : [edited.Write(Task == DataTask.Add ? null : Read)];

    /// <summary>Warnings and errors of an item as the policy has it.</summary>
    public IEnumerable<PolicyIssue> IssuesOf(DataItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        // Found by place: every row asks at every render, and a large policy has thousands.
        return item.Workspace is null ? _issuesByPlace[$"{item.List}/{item.Id}"] : _issues.Where(i => item.Owns(i, Document));
    }

    public void Open(DataItem item, DataTask task)
    {
        _steps.Clear();
        (Read, Edited, Task, Check, _isChecked) = (item, item, task, DataCheck.None, false);
    }

    public void Add(DataItem item)
    {
        _steps.Clear();
        (Read, Edited, Task, Check, _isChecked, _isTyped) = (null, item, DataTask.Add, DataCheck.None, false, false);
    }

    public void Close()
    {
        _steps.Clear();
        (Read, Edited, Task, Check) = (null, null, DataTask.None, DataCheck.None);
    }

    /// <summary>Whether something was typed that stands in no change yet.</summary>
    public bool IsUnsaved => Task is DataTask.Edit or DataTask.Add && (Task == DataTask.Add ? _isTyped : Writes.Any(w => w.Fields.Count > 0));

    /// <summary>Goes on with what was typed before; it can be saved once it is checked.</summary>
    /// <returns>False where the item is not there any more.</returns>
    public bool Restore(DataDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Read is { } read && !Attributes.Concat(Channels).Concat(HoldOuts).Concat(Fairness).Append(Workspace).Any(i => i.Kind == read.Kind && i.ReadId == read.ReadId))
        {
            return false;
        }

        _steps.Clear();
        (Read, Edited, Task, Check, _isChecked, _isTyped) = (draft.Read, draft.Edited, draft.Read is null ? DataTask.Add : DataTask.Edit, DataCheck.None, false, true);
        return true;
    }

    /// <summary>Takes what others wrote in fields that clash, as read and as edited.</summary>
    public void Take(IReadOnlyList<FieldClash> clashes)
    {
        // A step back would bring back what was just given up.
        _steps.Clear();
        (Read, Edited, _isChecked) = (Read?.With(clashes), Edited?.With(clashes), false);
    }

    /// <summary>Takes another form of what is under work; it can be saved once it is checked.</summary>
    public void Change(DataItem edited)
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

    /// <summary>What would be wrong if the item stood so, or went. Takes a while for a large policy; one look at a time.</summary>
    public DataCheck Look(DataItem edited, DataTask task)
    {
        ArgumentNullException.ThrowIfNull(edited);
        var uses = UsesOf(edited);
        if (task == DataTask.Delete)
        {
            return new DataCheck([], uses, uses);
        }

        var after = edited.In(Document);
        var found = PolicyValidator.Validate(after);
        return new DataCheck([.. found.Where(i => edited.Owns(i, after))], [.. New(found).Where(i => !edited.Owns(i, after))], uses);
    }

    /// <summary>Takes what a check said; of a form that is no longer the one under work it says nothing.</summary>
    public void Take(DataItem edited, DataTask task, DataCheck check)
    {
        if (ReferenceEquals(edited, Edited) && task == Task)
        {
            (Check, _isChecked) = (check, true);
        }
    }

    // What would miss an item does not depend on what is typed: it is looked for once.
    private IReadOnlyList<PolicyIssue> UsesOf(DataItem edited)
    {
        if (edited.IsNew || edited.Workspace is not null)
        {
            return [];
        }

        if (_uses is not { } known || (known.Kind, known.Id) != (edited.Kind, edited.ReadId))
        {
            _uses = known = (edited.Kind, edited.ReadId, New(PolicyValidator.Validate(edited.Without(Document))));
        }

        return known.Uses;
    }

    // What was wrong before is not this edit's doing.
    private List<PolicyIssue> New(IReadOnlyList<PolicyIssue> issues) => [.. issues.Where(i => i.Severity == IssueSeverity.Error && !_known.Contains((i.Path, i.Message)))];
}

/// <summary>What was found about an item under work.</summary>
/// <param name="Own">Warnings and errors about the item itself.</param>
/// <param name="Broken">Errors that it would bring elsewhere: they keep it from being saved.</param>
/// <param name="Uses">Places that would have an error if it went.</param>
public sealed record DataCheck(IReadOnlyList<PolicyIssue> Own, IReadOnlyList<PolicyIssue> Broken, IReadOnlyList<PolicyIssue> Uses)
{
    public static DataCheck None { get; } = new([], [], []);
}
