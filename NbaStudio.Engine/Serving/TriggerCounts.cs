namespace NbaStudio.Engine.Serving;

/// <summary>How far the moments of a trigger came, in numbers since the start of the program.</summary>
public record struct TriggerCounts
{
    /// <summary>Matches of its pattern.</summary>
    public long Matched { get; set; }

    /// <summary>Matches that came after the trigger's validity had passed, such as late events and timers that were overdue for long.</summary>
    public long Expired { get; set; }

    /// <summary>Matches left out because the same event had called for 4 decisions already.</summary>
    public long Crowded { get; set; }

    /// <summary>Matches within their validity.</summary>
    public readonly long InValidity => Matched - Expired;

    /// <summary>Decisions that chose an action; those of moments that quiet hours held back count when they are made.</summary>
    public long Decided { get; set; }

    /// <summary>Decisions for silence.</summary>
    public long Silent { get; set; }

    /// <summary>Messages that its channel took.</summary>
    public long Delivered { get; set; }

    /// <summary>Messages with a positive answer.</summary>
    public long Responded { get; set; }

    /// <summary>Partial matches and waiting events that had to go because a customer had too many.</summary>
    public long Dropped { get; set; }

    /// <summary>Matches that a late event showed to be wrong.</summary>
    public long Contradictions { get; set; }

    /// <summary>Events that came out of order to a pattern that did not wait that long.</summary>
    public long Late { get; set; }
}
