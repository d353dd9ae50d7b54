namespace NbaStudio.Engine.Policies.Validation;

/// <summary>Checks one concern of a document and reports everything it finds. Without state.</summary>
internal interface IPolicyValidator
{
    void Validate(ValidationContext context);
}
