using NbaStudio.Data;
using NbaStudio.Engine;
using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions.Explanations;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Serving;
using NbaStudio.Hosting.Http;
using NbaStudio.Live.Readers;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Api.Policies;

/// <summary>Edits of actions for the console, over the same desks as the API.</summary>
internal sealed class ActionDesk(NbaEngine engine, PolicyDesk desk, ChangeDesk changes, ChangeItemDesk items, ChangeLoader loader, TimeProvider time) : IActionDesk
{
    private static readonly string[] Pausable = ["objective", "group", "action", "treatment"];

    public async Task<ActionBook?> OpenAsync(string? change, CancellationToken cancellationToken = default)
    {
        if (change is null)
        {
            return (await desk.NewestAsync(cancellationToken)).Document is { } document ? new ActionBook(document, null) : null;
        }

        return await loader.FindAsync(change, cancellationToken) is { IsLive: true, Draft.Document: { } draft } ? new ActionBook(draft, change) : null;
    }

    public async Task<ItemCheck> CheckAsync(string? change, IReadOnlyList<ItemEdit> edits, string? language = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edits);
        if (await WorkAsync(change, cancellationToken) is not { } work)
        {
            return ItemCheck.Clean with { Notes = [NoChange(change!)] };
        }

        var plan = new ItemEditPlanner(work).Plan(edits);
        if (!plan.IsClean)
        {
            return ItemCheck.Clean with { Notes = plan.Notes, Conflicts = plan.Conflicts };
        }

        var replaced = plan.Edits.Select(e => (e.Kind, e.Handle)).ToHashSet();
        var after = work with
        {
            Draft = PolicyEdits.Rebase(work.Newest, work.Revision, [.. work.Change.Edits.Where(e => !replaced.Contains((e.Kind, e.Handle))), .. plan.Edits], b => work.Bases[b]),
        };
        var (document, issues) = await changes.LookAsync(after, cancellationToken);
        if (document is null)
        {
            return ItemCheck.Clean with { Notes = [.. issues.Select(i => new ItemNote("", "", "", true, $"{i.Path}: {i.Message}", i.Suggestion) { Issue = i })] };
        }

        var notes = ItemNotes.Of(document, edits, issues);
        if (language is null)
        {
            return ItemCheck.Clean with { Notes = notes };
        }

        var before = work.Draft.Document ?? work.Newest ?? new PolicyDocument();
        return new ItemCheck(
            notes, [], DifferenceWriter.Create(before, document, language).Write(PolicyDiff.Compare(before, document)), ChangeBoard.Objectives(document, before, language));
    }

    public async Task<ItemEditResult> PutAsync(ItemEdits edits, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Design);
        ArgumentNullException.ThrowIfNull(edits);
        string? created = null;
        try
        {
            var change = edits.Change ?? (created = (await changes.CreateAsync(edits.NewName, who.Name, cancellationToken)).Change.Id);
            var plan = new ItemPlan([], [], []);
            var after = await items.PutAllAsync(
                change,
                work =>
                {
                    plan = new ItemEditPlanner(work).Plan(edits.Items);
                    return plan.IsClean ? plan.Edits : [];
                },
                who.Name, cancellationToken);
            if (after is null)
            {
                return new ItemEditResult(null, [NoChange(change)], []);
            }

            if (plan is { IsClean: true, Edits.Count: 0 } && created is not null)
            {
                return new ItemEditResult(null, [new ItemNote("", "", "", true, "Nothing differs from what is published.", null)], []);
            }

            created = plan.IsClean ? null : created;
            return new ItemEditResult(plan.IsClean ? change : null, plan.Notes, plan.Conflicts);
        }
        catch (ProblemException refused)
        {
            return new ItemEditResult(null, [.. ChangePublisher.Notes(refused).Select(n => new ItemNote("", "", n.Path, true, n.Message, n.Suggestion) { Issue = n.Issue })], []);
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

    public async Task<BoardResult> PauseAsync(string kind, string id, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Publish);
        if (!Pausable.Contains(kind))
        {
            throw new ArgumentException($"A {kind} cannot be paused; allowed are {string.Join(", ", Pausable)}.", nameof(kind));
        }

        try
        {
            return await desk.PauseAsync(kind, id, who.Name, cancellationToken) is { } publication
                ? new BoardResult(true, [], publication.Revision.Number)
                : new BoardResult(false, [new ChangeNote("", $"There is no {kind} '{id}' any more.", null)]);
        }
        catch (ProblemException refused)
        {
            return new BoardResult(false, ChangePublisher.Notes(refused));
        }
    }

    public async Task<ContentPreviewView?> PreviewAsync(ContentQuestion question, string language, Caller who, CancellationToken cancellationToken = default)
    {
        who.Demand(Scopes.Read);
        ArgumentNullException.ThrowIfNull(question);
        return await OpenAsync(question.Change, cancellationToken) is { } book
            && engine.TryContent(book.Document, question.Channel, question.Contents, question.CustomerId, !who.Has(Scopes.Sensitive)) is { } trial ? View(trial, language) : null;
    }

    private static ContentPreviewView View(ContentTrial trial, string language) => new(
        trial.Customer.PrimaryId, CustomerText.Name(trial.Customer), trial.Customer.Language,
        trial.Contents.ToDictionary(
            c => c.Key,
            c => new RenderedView(
                c.Value.Content.Subject, c.Value.Content.Body, trial.IsHtml, c.Value.Content.Image, c.Value.Content.Link, c.Value.Content.Button,
                [.. c.Value.Missing.Select(m => new MissingField(InputNames.Of(trial.Policy!, trial.Policy!.Layout.Slots[m.Slot], language), m.FallBack))])
            {
                ImageAlt = c.Value.Content.ImageAlt,
            }));

    /// <summary>The change on the newest revision; one without edits where none is named; null where there is no such change.</summary>
    private async Task<ChangeWork?> WorkAsync(string? change, CancellationToken stop)
    {
        if (change is not null)
        {
            return await loader.FindAsync(change, stop);
        }

        var (newest, number) = await desk.NewestAsync(stop);
        return await loader.BeginAsync(newest, number, time.GetUtcNow(), stop);
    }

    private static ItemNote NoChange(string change) => new("", "", "", true, $"There is no change '{change}'.", null);
}
