namespace NbaStudio.Engine.Storage;

/// <summary>How far a delivery is. Numbers are stored: never change or reuse one.</summary>
public enum OutboxStatus : byte
{
    /// <summary>Waits for its turn (see <see cref="OutboxRow.NextAttempt"/>).</summary>
    Pending = 0,

    /// <summary>Committed before the channel is called; found after a crash it becomes <see cref="Uncertain"/>.</summary>
    Sending = 1,

    /// <summary>The channel took it.</summary>
    Sent = 2,

    /// <summary>The channel says that it arrived.</summary>
    Delivered = 3,

    /// <summary>The channel refused it for good.</summary>
    Failed = 4,

    /// <summary>Every attempt failed; a person may replay it.</summary>
    Dead = 5,

    /// <summary>Was being sent when the process ended: it may or may not have left.</summary>
    Uncertain = 6,

    /// <summary>Waits for a person or for the end of quiet hours.</summary>
    Held = 7,

    /// <summary>Not sent on purpose: too late, consent gone, a cap reached.</summary>
    Dropped = 8,
}

/// <summary>One delivery of the outbox. Writing a row with a known id replaces it.</summary>
/// <param name="Id">Given by the lane context.</param>
/// <param name="Customer">Internal key.</param>
/// <param name="Decision">The customer's decision number; 0 when none.</param>
/// <param name="Treatment">Key of the treatment.</param>
/// <param name="ChannelId">Id of the channel in the policy.</param>
/// <param name="Attempt">How often it was tried, from 0.</param>
/// <param name="NextAttempt">Not before this instant, milliseconds since 1970 UTC.</param>
/// <param name="IdempotencyKey">Sent with every attempt so that the receiver can recognise it.</param>
/// <param name="Payload">The message.</param>
/// <param name="LastError">Why the last attempt failed, or null.</param>
public sealed record OutboxRow(
    long Id, long Customer, long Decision, int Treatment, string ChannelId, OutboxStatus Status, int Attempt, long NextAttempt,
    string IdempotencyKey, byte[] Payload, string? LastError);
