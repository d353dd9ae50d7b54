namespace NbaStudio.Engine.Storage;

/// <summary>An outside id of a customer. A removal only acts while the alias still belongs to <paramref name="Customer"/>.</summary>
/// <param name="Alias">The outside id as the caller writes it, compared ordinally.</param>
/// <param name="Customer">Internal key.</param>
/// <param name="Remove">True takes the alias away, false gives it (taking it from whoever had it).</param>
public readonly record struct AliasRow(string Alias, long Customer, bool Remove = false);
