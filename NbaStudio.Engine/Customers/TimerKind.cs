namespace NbaStudio.Engine.Customers;

/// <summary>What a timer of a customer is for.</summary>
public enum TimerKind : byte
{
    /// <summary>The time to answer a treatment ends.</summary>
    ResponseWindow,

    /// <summary>A promised contact that nobody confirmed is released.</summary>
    Reservation,

    /// <summary>Quiet hours end: decide again.</summary>
    Hold,

    /// <summary>An undelivered message loses its point.</summary>
    Validity,

    /// <summary>A sticky decision ends.</summary>
    Sticky,

    /// <summary>An expected event did not come in time.</summary>
    Pattern,

    /// <summary>A calendar time for this customer.</summary>
    Schedule,

    /// <summary>Time alone may change how a goal stands.</summary>
    Goal,

    /// <summary>The time to answer a further head of a treatment ends.</summary>
    HeadWindow,
}
