namespace NbaStudio.Data.Retention;

/// <summary>What has a time of its own for which it is kept.</summary>
public enum RetentionKind : byte
{
    /// <summary>Entries of the journal: events, outcomes, changes of customers, deliveries.</summary>
    Journal,

    /// <summary>The details of decisions.</summary>
    Decisions,

    /// <summary>Events whose text a text model reads.</summary>
    Texts,

    /// <summary>Messages that nothing is going to send any more.</summary>
    Deliveries,

    /// <summary>The audit, and the log of retention itself.</summary>
    Audit,
}
