using NbaStudio.Engine.Policies.Compilation;
using NbaStudio.Engine.Policies.Keys;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks that keys are whole numbers from 1, each used once.</summary>
internal sealed class KeyValidator : IPolicyValidator
{
    public void Validate(ValidationContext context) => KeyChecks.Check(DocumentIndex.Of(context.Document).Keyed, [], context.Issues);
}
