using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Live.Reading;

/// <summary>What takes the place of what, as far as a reader may see it.</summary>
/// <param name="Flip">Without examples and factors where it is masked.</param>
/// <param name="Customers">The first customers behind it; empty where it is masked.</param>
/// <param name="IsMasked">A rule behind it reads a sensitive attribute, and the reader may not see those.</param>
public sealed record FlipView(WhatIfFlip Flip, IReadOnlyList<FlipCustomer> Customers, bool IsMasked);

/// <param name="DecisionId">A recorded decision of the customer that would turn.</param>
/// <param name="CustomerId">Null where the customer was erased meanwhile.</param>
public sealed record FlipCustomer(string DecisionId, string? CustomerId);
