using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;

namespace NbaStudio.Components.Pages.Publish;

/// <summary>How a step of a change stands.</summary>
public enum StepState : byte { Done, Now, Later }

/// <summary>What the Publish page makes of changes and revisions. Pure.</summary>
public static class PublishViewModel
{
    /// <summary>The pages that edit a change.</summary>
    public static IReadOnlyList<(string Path, string Title)> Editors { get; } =
        [("/data", "data.title"), ("/actions", "nav.actions"), ("/rules", "nav.rules"), ("/levers", "nav.levers"), ("/contacts", "nav.contacts"), ("/events", "nav.events"), ("/measure/setup", "measure.tab.setup")];

    /// <summary>Changes that people still work on, newest first; those of this author first.</summary>
    public static IReadOnlyList<ChangeSummary> Live(BoardView board, string who) =>
        [.. board.Changes.Where(IsLive).OrderByDescending(c => c.Author == who).ThenByDescending(c => c.UpdatedAt)];

    public static IReadOnlyList<ChangeSummary> Dropped(BoardView board) => [.. board.Changes.Where(c => c.Stage == ChangeStage.Dropped).OrderByDescending(c => c.UpdatedAt)];

    /// <summary>How many changes of this author are not published yet.</summary>
    public static int OpenOf(BoardView board, string who) => board.Changes.Count(c => IsLive(c) && c.Author == who);

    public static bool IsLive(ChangeSummary change) => change.Stage is ChangeStage.Open or ChangeStage.Submitted or ChangeStage.Approved;

    /// <summary>The steps of a change: Edited, Checked, Submitted, Approved, Published.</summary>
    public static IReadOnlyList<(string Name, StepState State)> Steps(ChangeDetail detail)
    {
        var stage = detail.Change.Stage;
        var (submitted, approved, published) = (
            stage is ChangeStage.Submitted or ChangeStage.Approved or ChangeStage.OnTrial or ChangeStage.Published, stage is ChangeStage.Approved or ChangeStage.OnTrial or ChangeStage.Published, stage == ChangeStage.Published);
        var done = new[] { detail.Change.Edits > 0 || published, detail.IsValid || published, submitted, approved, published };
        var now = stage == ChangeStage.Dropped ? -1 : Array.FindIndex(done, d => !d);
        string[] names = ["edited", "checked", "submitted", "approved", "published"];
        return [.. names.Select((name, i) => (name, done[i] ? StepState.Done : i == now ? StepState.Now : StepState.Later))];
    }

    /// <summary>What can be done with the change, the main thing first.</summary>
    public static IReadOnlyList<ChangeMove> Moves(ChangeDetail detail)
    {
        var moves = new List<ChangeMove>();
        if (detail.Change.Stage == ChangeStage.Dropped)
        {
            return [ChangeMove.Restore];
        }

        if (!IsLive(detail.Change))
        {
            return [];
        }

        if (detail.IsValid)
        {
            // Exactly one may approve: approving and publishing is one step.
            var isOneStep = detail is { IsOnlyApprover: true, MayApprove: true };
            if (detail.Change.Stage == ChangeStage.Approved || isOneStep)
            {
                moves.Add(ChangeMove.Publish);
            }

            if (detail.Change.Stage == ChangeStage.Submitted && detail.MayApprove)
            {
                moves.Add(ChangeMove.Approve);
            }

            if (detail.Change.Stage == ChangeStage.Open)
            {
                moves.Add(ChangeMove.Submit);
            }
        }

        if (detail.Change.Stage is ChangeStage.Submitted or ChangeStage.Approved)
        {
            moves.Add(ChangeMove.Withdraw);
        }

        moves.Add(ChangeMove.Drop);
        return moves;
    }

    /// <summary>Whether a move says yes to the change's edits, alone or together with publishing them.</summary>
    public static bool Approves(ChangeMove move, ChangeDetail detail) => move == ChangeMove.Approve || (move == ChangeMove.Publish && detail.Change.Stage != ChangeStage.Approved);

    /// <summary>Text of the button of a move.</summary>
    public static string Label(ChangeMove move, ChangeDetail detail) =>
        move == ChangeMove.Publish && detail.Change.Stage != ChangeStage.Approved ? "publish.move.ApproveAndPublish" : "publish.move." + move;

    /// <summary>Differences by objective, in the policy's order; what belongs to none last, under no name.</summary>
    public static IReadOnlyList<(string? Objective, IReadOnlyList<DifferenceText> Differences)> Groups(
        IReadOnlyList<DifferenceText> differences, IReadOnlyList<(string Id, string Name)> objectives)
    {
        var groups = objectives.Select(o => ((string?)o.Name, (IReadOnlyList<DifferenceText>)[.. differences.Where(d => d.Objective == o.Id)])).ToList();
        groups.Add((null, [.. differences.Where(d => d.Objective is null || objectives.All(o => o.Id != d.Objective))]));
        return [.. groups.Where(g => g.Item2.Count > 0)];
    }

    /// <summary>The page where an issue can be mended; null where the console has none yet.</summary>
    public static string? PlaceOf(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["triggers", var name, ..] => "/events?view=pattern&trigger=" + Uri.EscapeDataString(name),
            ["events", ..] => "/events",
            ["attributes", ..] => "/data",
            ["channels", ..] => "/data?view=channels",
            ["currency" or "timeZone" or "languages" or "defaultLanguage" or "name" or "serviceValue" or "randomCheck", ..] => "/data?view=workspace",
            ["contactPolicies" or "budgets", ..] => "/contacts",
            ["holdOuts" or "fairness", ..] => "/measure/setup",
            ["contextWeights", ..] => "/levers?view=weights",
            ["conditions" or "audiences", ..] => "/rules",
            ["textModels", var name, ..] => "/text?model=" + Uri.EscapeDataString(name),
            ["objectives", var objective, "groups", var group, "actions", var action, ..] => "/actions?path=" + Uri.EscapeDataString($"{objective}/{group}/{action}"),
            ["objectives", var objective, ..] => "/actions?path=" + Uri.EscapeDataString(objective),
            _ => null,
        };
    }
}
