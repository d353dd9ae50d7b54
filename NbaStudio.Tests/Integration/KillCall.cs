namespace NbaStudio.Tests.Integration;

/// <summary>One call, sent with the same body until it is answered.</summary>
internal sealed record KillCall(KillCallKind Kind, string Path, string Json, string Id, string Customer, IReadOnlyList<KillEvent> Events)
{
    /// <summary>How often it was sent.</summary>
    public int Sent { get; set; }

    /// <summary>Whether it was answered before, so that the answer must say so.</summary>
    public bool IsRepeat { get; init; }
}

internal enum KillCallKind
{
    Events,
    Decision,
    Outcome,
}

/// <param name="Amount">Of a purchase; 0 for a page view.</param>
internal readonly record struct KillEvent(string Id, string Customer, int Amount);
