namespace NbaStudio.Commands.Import.Sending;

/// <summary>Sends entries to the hub; returns once the hub has acknowledged or refused each.</summary>
internal interface IEntrySender
{
    /// <exception cref="CommandException">The hub cannot take any.</exception>
    Task<SendResult> SendAsync(IReadOnlyList<PendingEntry> batch, CancellationToken stop);
}
