using System.Collections.Concurrent;
using NbaStudio.Data;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Serving;
using NbaStudio.Live.Reading;
using NbaStudio.Live.Wording;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>Changes and revisions of the samples; notes every call.</summary>
public sealed class FakeChanges : IChangeBoard
{
    private static readonly ChangeSummary Mine = new("spring", "Spring <offers>", ChangeStage.Open, 3, "local", ConsoleSamples.Noon.AddDays(-1), ConsoleSamples.Noon.AddHours(-2), null, null, null);
    private static readonly ChangeSummary Theirs = new("caps", "Fewer e-mails", ChangeStage.Submitted, 1, "m.sasaki", ConsoleSamples.Noon.AddDays(-2), ConsoleSamples.Noon.AddHours(-1), "m.sasaki", null, null);
    private static readonly ChangeSummary Away = new("old", "Old idea", ChangeStage.Dropped, 2, "local", ConsoleSamples.Noon.AddDays(-9), ConsoleSamples.Noon.AddDays(-8), null, null, null);

    public ConcurrentQueue<string> Calls { get; } = new();

    public bool Fails { get; set; }

    public bool IsEmpty { get; set; }

    /// <summary>What the change is shown as; the sample where null.</summary>
    public ChangeDetail? Detail { get; set; }

    /// <summary>What the next steps come to.</summary>
    public BoardResult Result { get; set; } = new(true, []);

    /// <summary>What a comparison comes to: the sample.</summary>
    public EffectView Shown { get; set; } = Effect;

    /// <summary>A comparison.</summary>
    public static EffectView Effect { get; } = new(
        new ChangeEffect(
            2_000, 3, 140, 812, 120, 12, 4, [new ActionShift(1, 300, 180), new ActionShift(2, 100, 220)],
            [new ChoiceFlip(1, 2, DropReason.Outranked, 120, new DecisionId(7, 3)), new ChoiceFlip(1, null, DropReason.None, 12, null)], ConsoleSamples.Noon.AddHours(-3), true),
        ["5G <handset>", "Trade in"], [("5G <handset>", "Trade in", "outranked"), ("5G <handset>", null, "rule")])
    {
        At = ConsoleSamples.Noon,
    };

    public static ChangeDetail Sample { get; } = new(
        Mine, 48, "hash1", true, true, true, [], [new ChangeNote("triggers/cart-left/pattern", "Nothing is in this scope.", "retain")],
        [
            new("action", "loyalty", PolicyDifferenceKind.Changed, "retain", "Action “Loyalty 10%”", [new("lever: 1.0 → 1.3", []), new("subject (English) reads differently", [new(TextPieceKind.Same, "Save "), new(TextPieceKind.Removed, "5"), new(TextPieceKind.Added, "10")])]) { Edit = "loyalty" },
            new("action", "weekend", PolicyDifferenceKind.Added, "nurture", "Action “Points <double> weekend”", [.. Enumerable.Range(0, 9).Select(i => new DifferenceLine($"fact {i}", []))]),
            new("contactPolicy", "mail", PolicyDifferenceKind.Changed, null, "contact rule “Sales e-mail”", [new("limit: 3 → 2 per 7 days", [])]),
        ],
        [("retain", "Retain"), ("nurture", "Nurture")], []);

    public static ChangeDetail InConflict { get; } = Sample with
    {
        IsValid = false, Errors = [new ChangeNote("objectives/retain/lever", "lever is 11; allowed is 0 to 10.", null)],
        Conflicts = [new("objective", "retain", PolicyConflictReason.Changed, [new("lever: 1.0 → 1.5", [])], [new("lever: 1.0 → 2.0", [])]), new("action", "gone", PolicyConflictReason.Removed, null, [new("lever: 1.0 → 2.0", [])])],
    };

    public Task<BoardView> ReadAsync(CancellationToken cancellationToken = default) => Fails ? throw new InvalidOperationException("The database is away.")
        : Task.FromResult(IsEmpty ? new BoardView([], []) : new BoardView([Mine, Theirs, Away], [.. Enumerable.Range(0, 25).Select(i => new RevisionSummary(48 - i, ConsoleSamples.Noon.AddHours(-i), "local", $"Change {i}", i == 0))]));

    public Task<ChangeDetail?> ReadChangeAsync(string change, string language, Caller who, CancellationToken cancellationToken = default) => Task.FromResult(change == "spring" ? Detail ?? Sample : change == "clash" ? InConflict : null);

    /// <summary>Changes that edit items, for whoever asks.</summary>
    public List<ItemTouch> Touches { get; } = [];

    public Task<IReadOnlyList<ItemTouch>> ReadTouchesAsync(string kind, string id, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<ItemTouch>>([.. Touches.Where(t => t.Kind == kind && t.Id == id)]);

    public async IAsyncEnumerable<EffectView> ReadEffectAsync(
        string change, EffectOf of, string language, Caller who, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Calls.Enqueue($"effect {of} {change}");
        var shown = Shown with { Of = of };
        try
        {
            await Task.Yield();
            await Holds;
            yield return shown;
        }
        finally
        {
            Ended++;
        }
    }

    /// <summary>What comparisons wait for; also those that were cancelled, as what is under way ends only when it looks up again.</summary>
    public Task Holds { get; set; } = Task.CompletedTask;

    /// <summary>Comparisons that came to their end or were given up.</summary>
    public int Ended { get; private set; }

    /// <summary>A comparison that was made before; null = none was.</summary>
    public EffectView? Kept { get; set; }

    public Task<EffectView?> FindEffectAsync(string change, EffectOf of, string language, Caller who, CancellationToken cancellationToken = default) => Task.FromResult(of == EffectOf.Decisions ? Kept : null);

    public Task SeeWarningsAsync(string change, string seenHash, Caller who, CancellationToken cancellationToken = default) => Note($"see warnings {change} {seenHash} {who.Name}");

    public Task<RevisionDetail?> ReadRevisionAsync(int revision, string language, CancellationToken cancellationToken = default) =>
        Task.FromResult(revision == 48 ? new RevisionDetail(new RevisionSummary(48, ConsoleSamples.Noon, "local", "Change 0", true), Sample.Differences, Sample.Objectives) : null);

    public Task<BoardResult> MoveAsync(string change, ChangeMove move, string seenHash, Caller who, CancellationToken cancellationToken = default) => Note($"{move} {change} {seenHash} {who.Name}");

    public Task<BoardResult> ResolveAsync(string change, string kind, string id, bool mine, Caller who, CancellationToken cancellationToken = default) => Note($"resolve {change} {kind} {id} {(mine ? "mine" : "theirs")}");

    public Task<BoardResult> RollBackAsync(int revision, Caller who, CancellationToken cancellationToken = default) => Note($"roll back {revision}");

    public Task<BoardResult> ImportAsync(ReadOnlyMemory<byte> utf8, string name, Caller who, CancellationToken cancellationToken = default) => Note($"import {name}");

    public Task<byte[]?> ExportAsync(int revision, CancellationToken cancellationToken = default) => Task.FromResult<byte[]?>(revision == 48 ? "{}"u8.ToArray() : null);

    private Task<BoardResult> Note(string call)
    {
        Calls.Enqueue(call);
        return Task.FromResult(Result);
    }
}
