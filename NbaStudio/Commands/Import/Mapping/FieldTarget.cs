namespace NbaStudio.Commands.Import.Mapping;

/// <summary>Where a column goes.</summary>
/// <param name="Name">Field, attribute, property or channel.</param>
/// <param name="Purpose">Of a consent.</param>
internal readonly record struct FieldTarget(TargetKind Kind, string Name, string Purpose = "")
{
    public override string ToString() => Kind switch
    {
        TargetKind.Address => $"addresses.{Name}",
        TargetKind.Consent => $"consents.{Name}.{Purpose}",
        _ => Name,
    };
}
