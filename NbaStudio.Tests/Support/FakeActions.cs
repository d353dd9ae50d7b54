using System.Collections.Concurrent;
using NbaStudio.Engine.Policies;
using NbaStudio.Live.Reading;
using NbaStudio.Security;

namespace NbaStudio.Tests.Support;

/// <summary>The policy behind the samples' tree, to be edited; notes every call.</summary>
public sealed class FakeActions : IActionDesk
{
    public ConcurrentQueue<ItemEdits> Puts { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What the next edits come to.</summary>
    public ItemEditResult Result { get; set; } = new("spring", [], []);

    /// <summary>What the next looks find.</summary>
    public ItemCheck Check { get; set; } = ItemCheck.Clean;

    /// <summary>Keeps every look open until it is set; null = they are answered at once.</summary>
    public TaskCompletionSource? Held { get; set; }

    /// <summary>The same of whatever is put in.</summary>
    public TaskCompletionSource? HeldPut { get; set; }

    /// <summary>The same of how contents look.</summary>
    public TaskCompletionSource? HeldPreview { get; set; }

    public static PolicyDocument Policy { get; } = new()
    {
        Name = "Kawasemi Mobile", Currency = "JPY", TimeZone = "Asia/Tokyo", Languages = ["en", "ja"],
        Attributes = [new() { Name = "first_name", Label = Say("First name", "名") }, new() { Name = "monthly_fee", Type = "money", Label = Say("Monthly fee", "月額料金") }],
        HoldOuts = [new() { Id = "universal", Share = 0.05, Salt = "universal" }],
        Fairness = [new() { Attribute = "monthly_fee", Measure = "meanValue", Low = 0.8, High = 1.25 }],
        Channels =
        [
            new() { Id = "push", Kind = "app", Label = Say("App push", "アプリ通知") }, new() { Id = "mail", Kind = "email", Label = Say("E-mail", "メール") },
            new() { Id = "web", Kind = "web", Label = Say("Website", "ウェブサイト"), Placements = [new() { Name = "hero" }, new() { Name = "side" }] },
        ],
        Objectives =
        [
            new()
            {
                Id = "retain", Label = Say("Retain", "維持"), Lever = 1.2, Groups =
                [
                    new()
                    {
                        Id = "stay", Label = Say("Stay bonus", "継続特典"), Actions =
                        [
                            new()
                            {
                                Id = "half", Label = Say("3 months half", "3か月半額"), Value = "customer.monthly_fee * 12 * 0.3", MaximumValue = 20_000, StartingPropensity = 0.03, Lever = 1.2, ValidFrom = ConsoleSamples.Noon.AddMonths(-2),
                                Treatments =
                                [
                                    new() { Id = "push", Channel = "push", Content = Content("Three months at half price", "{{customer.first_name}}, your plan at half the fee for 3 months.", "3か月半額でつづけませんか", "いまのプランが3か月間半額になります。") },
                                    new() { Id = "mail", Channel = "mail", Paused = true, Content = Content("Half price", "<p>Your plan at <b>half the fee</b>.</p>", "3か月半額", "<p>3か月間<b>半額</b>です。</p>") },
                                ],
                            },
                        ],
                    },
                ],
            },
            new() { Id = "grow", Label = Say("Grow", "成長"), Groups = [new() { Id = "plan", Label = Say("Plan upgrade", "プラン変更"), Actions = [new() { Id = "upgrade", Label = Say("Upgrade to Unlimited M", "使い放題Mへ変更") }] }] },
        ],
    };

    /// <summary>The policy that is opened.</summary>
    public PolicyDocument Opened { get; set; } = Policy;

    public Task<ActionBook?> OpenAsync(string? change, CancellationToken cancellationToken = default) => Task.FromResult(change is null or "spring" ? new ActionBook(Opened, change) : null);

    public async Task<ItemCheck> CheckAsync(string? change, IReadOnlyList<ItemEdit> edits, string? language = null, CancellationToken cancellationToken = default)
    {
        await (Held?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        return Check;
    }

    public async Task<ItemEditResult> PutAsync(ItemEdits edits, Caller who, CancellationToken cancellationToken = default)
    {
        Puts.Enqueue(edits);
        await (HeldPut?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        return Result;
    }

    public Task<BoardResult> PauseAsync(string kind, string id, Caller who, CancellationToken cancellationToken = default)
    {
        Calls.Enqueue($"pause {kind} {id} {who.Name}");
        return Task.FromResult(new BoardResult(true, [], 49));
    }

    public async Task<ContentPreviewView?> PreviewAsync(ContentQuestion question, string language, Caller who, CancellationToken cancellationToken = default)
    {
        await (HeldPreview?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        return new ContentPreviewView(
            question.CustomerId, "Yui <Kashiwagi>", "ja",
            question.Contents.ToDictionary(c => c.Key, c => new RenderedView(
                c.Value.Subject, c.Value.Body?.Replace("{{customer.first_name}}", "", StringComparison.Ordinal), question.Channel == "mail", null, c.Value.Link, c.Value.Button, [new MissingField("First name", "")])));
    }

    private static Dictionary<string, string> Say(string english, string japanese) => new() { ["en"] = english, ["ja"] = japanese };

    private static Dictionary<string, ContentDocument> Content(string title, string body, string titleJa, string bodyJa) => new()
    {
        ["en"] = new() { Subject = title, Body = body, Button = "Apply", Link = "https://example.com/stay" },
        ["ja"] = new() { Subject = titleJa, Body = bodyJa, Button = "申し込む", Link = "https://example.com/stay" },
    };
}
