namespace NbaStudio.Hosting.Idempotency;

/// <summary>The endpoint takes an Idempotency-Key.</summary>
internal sealed record IdempotentCall;
