namespace NbaStudio.Engine.Customers;

/// <summary>Whether a contact is allowed by consent.</summary>
/// <param name="State">What the customer said last.</param>
/// <param name="Allowed">Granted, or unknown where no opt-in is required.</param>
/// <param name="Basis">The statement that decided; null when nothing is known.</param>
public readonly record struct ConsentDecision(ConsentState State, bool Allowed, ConsentRecord? Basis);
