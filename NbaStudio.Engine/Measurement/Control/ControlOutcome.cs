namespace NbaStudio.Engine.Measurement.Control;

/// <summary>What is compared between arms; each is measured alike in both, whatever was offered.</summary>
public enum ControlOutcome : byte
{
    /// <summary>Money of purchases, per customer.</summary>
    Money,

    /// <summary>Share of customers who bought at all.</summary>
    Bought,

    /// <summary>Share of customers who left; less is better.</summary>
    Left,

    /// <summary>Share of customers who said yes to an offer. Of trials only: customers of a hold-out have no offers.</summary>
    Accepted,
}
