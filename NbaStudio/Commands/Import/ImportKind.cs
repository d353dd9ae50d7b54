namespace NbaStudio.Commands.Import;

/// <summary>What a file holds.</summary>
internal enum ImportKind
{
    Customers,
    Events,
    Outcomes,
}
