using NbaStudio.Engine.Policies.Compilation;

namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks what models learn from the profile.</summary>
internal sealed class AttributeValidator : IPolicyValidator
{
    public void Validate(ValidationContext context)
    {
        foreach (var (attribute, path) in DocumentIndex.Locate(context.Document.Attributes, "attributes", a => a.Name))
        {
            if (attribute.UsedForLearning == true && attribute.Type == "textset")
            {
                context.Issues.Error("attribute.setLearned", path + "/usedForLearning", null, attribute.Name);
            }
            else if (attribute.UsedForLearning == true && attribute.Sensitive)
            {
                context.Issues.Warning("attribute.sensitiveLearned", path + "/usedForLearning", null, attribute.Name);
            }
        }
    }
}
