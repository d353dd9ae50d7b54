namespace NbaStudio.Engine.Customers;

/// <summary>A statement of consent as the ledger has it.</summary>
/// <param name="Of">What was said.</param>
/// <param name="TakenAt">When the hub took it, milliseconds since 1970 UTC; null = the ledger does not reach back to it.</param>
/// <param name="By">Key or account that sent it; null = the customer, by an answer, or the hub.</param>
/// <param name="Counted">False where one that wins over it was known already, so that nothing changed.</param>
public sealed record ConsentStatement(ConsentRecord Of, long? TakenAt, string? By, bool Counted);
