namespace NbaStudio.Engine.Customers;

/// <summary>What a confirmation found in the contact log.</summary>
public enum ContactConfirmation : byte
{
    /// <summary>The reservation was there and is now a fact.</summary>
    Confirmed,

    /// <summary>The reservation was gone (or never made): the fact was added and is to be shown as late.</summary>
    Late,

    /// <summary>The same fact was known already; nothing changed.</summary>
    Duplicate,
}
