using NbaStudio.Data;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Api.Policies;

/// <summary>What is to become the next revision.</summary>
/// <param name="Document">Checked, every item with its key.</param>
/// <param name="Note">What the history says about it.</param>
/// <param name="Issues">Warnings.</param>
/// <param name="Change">The change that it comes from; null where there is none.</param>
internal sealed record Publishable(PolicyDocument Document, string Note, IReadOnlyList<PolicyIssue> Issues, PolicyChange? Change = null);
