namespace NbaStudio.Commands.Import.Mapping;

/// <summary>Where a cell goes.</summary>
internal enum TargetKind
{
    /// <summary>A field of the entry itself, such as customerId.</summary>
    Field,

    /// <summary>One attribute of a customer or one property of an event.</summary>
    Value,

    /// <summary>All attributes or properties at once: a JSON object.</summary>
    Values,

    /// <summary>Address of a customer on a channel.</summary>
    Address,

    /// <summary>Consent of a customer for a channel and purpose.</summary>
    Consent,
}
